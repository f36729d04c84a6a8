import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isFileName, isRecordingId, names } from './names.ts';
import type { RecordingStore, StoredFile } from './RecordingStore.ts';

/** Before the name of a folder that is on its way out. */
const LEAVING = '.leaving-';
/** Neither links are followed, nor does a pipe keep us waiting. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Recordings as folders of one folder. Nothing outside of a recording's own folder is read, whatever links are in it. */
export class DiskStore implements RecordingStore {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  async recordings(): Promise<string[]> {
    const ids = (await this.folders()).map(async (id) => ((await this.find(id, names.manifest)) ? [id] : []));
    return (await Promise.all(ids)).flat();
  }

  /** Ids of all that may be a recording, also one that has only begun. */
  async folders(): Promise<string[]> {
    const entries = await readdir(this.dir, { withFileTypes: true }).catch(ifMissing([]));
    return entries
      .filter((entry) => entry.isDirectory() && isRecordingId(entry.name))
      .map(({ name }) => name);
  }

  async files(recordingId: string): Promise<ReadonlyMap<string, number>> {
    const folder = await this.#folderOf(recordingId);
    if (folder === undefined) return new Map();
    const entries = await readdir(folder, { withFileTypes: true }).catch(ifMissing([]));
    const files = entries
      .filter((entry) => entry.isFile() && isFileName(entry.name))
      .map(async ({ name }) => {
        const found = await lstat(join(folder, name)).catch(ifMissing(undefined));
        return found ? [[name, found.size] as const] : [];
      });
    return new Map((await Promise.all(files)).flat());
  }

  async find(recordingId: string, file: string): Promise<StoredFile | undefined> {
    const folder = await this.#folderOf(recordingId);
    if (folder === undefined || !isFileName(file)) return undefined;
    const path = join(folder, file);
    const found = await lstat(path, { bigint: true }).catch(ifMissing(undefined));
    if (!found?.isFile()) return undefined;
    const version = versionOf(found);
    return {
      bytes: Number(found.size),
      version,
      read: async (range) => {
        const handle = await open(path, READ);
        try {
          await assertSame(handle, found.ino);
        } catch (error) {
          await handle.close();
          throw error;
        }
        return handle.createReadStream(range);
      },
    };
  }

  async keep(recordingId: string, file: string, content: StoredFile): Promise<void> {
    const path = join(this.#pathOf(recordingId), file);
    if (!isFileName(file)) throw new Error('that is no name of a file');
    await mkdir(this.#pathOf(recordingId), { recursive: true });
    const next = `${path}.next`;
    const handle = await open(next, 'w', 0o600);
    try {
      // What is written is flushed before it takes its place.
      await pipeline(await content.read(), handle.createWriteStream({ flush: true }));
      const { size } = await lstat(next);
      if (size !== content.bytes) throw new Error(`only ${size} of ${content.bytes} bytes came`);
      await rename(next, path);
    } catch (error) {
      await rm(next, { force: true });
      throw error;
    }
  }

  async removeFile(recordingId: string, file: string): Promise<void> {
    const folder = await this.#folderOf(recordingId);
    if (folder !== undefined && isFileName(file)) await rm(join(folder, file), { force: true });
  }

  /** At once it is no recording any more, however long it takes to remove its files. */
  async remove(recordingId: string): Promise<void> {
    const leaving = join(this.dir, LEAVING + recordingId);
    await rm(leaving, { recursive: true, force: true });
    await rename(this.#pathOf(recordingId), leaving).catch(ifMissing(undefined));
    await rm(leaving, { recursive: true, force: true });
  }

  /** Removes what a process that died had begun to remove. */
  async removeLeft(): Promise<void> {
    for (const name of await readdir(this.dir).catch(ifMissing([]))) {
      if (name.startsWith(LEAVING)) await rm(join(this.dir, name), { recursive: true, force: true });
    }
  }

  #pathOf(recordingId: string): string {
    if (!isRecordingId(recordingId)) throw new Error('that is no id of a recording');
    return join(this.dir, recordingId);
  }

  /** Undefined: there is none, or it is a link. */
  async #folderOf(recordingId: string): Promise<string | undefined> {
    if (!isRecordingId(recordingId)) return undefined;
    const found = await lstat(join(this.dir, recordingId)).catch(ifMissing(undefined));
    return found?.isDirectory() ? join(await realpath(this.dir), recordingId) : undefined;
  }
}

interface FileState {
  ino: bigint;
  size: bigint;
  mtimeNs: bigint;
}

function versionOf({ ino, size, mtimeNs }: FileState): string {
  return [ino, size, mtimeNs].map((number) => number.toString(36)).join('-');
}

/** @throws When it is another file than the one that was found. One that grows is the same, as while it is recorded. */
async function assertSame(handle: FileHandle, ino: bigint): Promise<void> {
  const found = await handle.stat({ bigint: true });
  if (found.ino !== ino) throw new Error('the file was replaced meanwhile');
}

/** Also what has a file in the place of a folder, or a name that the disk cannot have, is not there. */
function ifMissing<T>(instead: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(error.code ?? '')) return instead;
    throw error;
  };
}
