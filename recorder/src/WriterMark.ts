import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds that another process may take to close its files, which has lost its parent a moment ago. */
const PATIENCE = 10_000;
const STEP = 50;

/** Says in the folder of a recording which process writes it: two at a time would spoil each other's files. */
export class WriterMark {
  readonly #path: string;

  /** Resolved when no other process writes there, or none that will ever end. */
  static async take(dir: string): Promise<WriterMark> {
    const path = join(dir, 'writer.pid');
    for (let waited = 0; waited < PATIENCE && (await isWritten(path)); waited += STEP) await setTimeout(STEP);
    await writeFile(path, String(process.pid));
    return new WriterMark(path);
  }

  private constructor(path: string) {
    this.#path = path;
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

async function isWritten(path: string): Promise<boolean> {
  const pid = Number(await readFile(path, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
