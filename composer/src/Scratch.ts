import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const FOLDER = '.composing';
/** Which plan the parts follow. */
const MARK = 'plan';
/** What is not whole yet. */
const PART = 'part-';
/** Counts up when the same plan would be drawn in another way. */
const VERSION = 1;

/** What is there of a film that is being made, in a folder of the recording's. */
export class Scratch {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Keeps what was made by the same plan before. */
  static async open(dir: string, plan: object): Promise<Scratch> {
    const path = join(dir, FOLDER);
    const mark = createHash('sha256')
      .update(JSON.stringify([VERSION, plan]))
      .digest('hex');
    const before = await readFile(join(path, MARK), 'utf8').catch(() => undefined);
    if (before !== mark) await rm(path, { recursive: true, force: true });
    await mkdir(path, { recursive: true });
    // Whoever was writing them is gone, or soon will be.
    const left = (await readdir(path)).filter((name) => name.startsWith(PART));
    for (const name of left) await rm(join(path, name), { force: true });
    await writeFile(join(path, MARK), mark);
    return new Scratch(path);
  }

  static async remove(dir: string): Promise<void> {
    await rm(join(dir, FOLDER), { recursive: true, force: true });
  }

  /**
   * A file that is there whole, or not at all.
   * @param make Writes it, under another name.
   */
  async keep(name: string, make: (path: string) => Promise<void>): Promise<string> {
    const path = join(this.path, name);
    if (await isThere(path)) return path;
    const part = this.partOf(name);
    await make(part);
    await rename(part, path);
    return path;
  }

  /** Nobody else writes it, not even one that went on without us. */
  partOf(name: string): string {
    return join(this.path, `${PART}${process.pid}-${name}`);
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Gives a file its name when all of it is on the disk. */
export async function publish(from: string, to: string): Promise<number> {
  const file = await open(from, 'r+');
  try {
    await file.sync();
    const { size } = await file.stat();
    await rename(from, to);
    await syncFolder(dirname(to));
    return size;
  } finally {
    await file.close();
  }
}

/** A name is in the folder, which is a file of its own. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
