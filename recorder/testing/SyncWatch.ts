import { fstatSync, readlinkSync, statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

interface Syncing {
  datasync: (this: FileHandle) => Promise<void>;
}

/** Sees how much of each file of this process the disk keeps for certain: what was there when a sync began that has ended. */
export class SyncWatch {
  readonly #kept = new Map<string, number>();
  readonly #prototype: Syncing;
  readonly #datasync: Syncing['datasync'];

  /** @param path Of any file that can be read. */
  static async start(path: string): Promise<SyncWatch> {
    const file = await open(path, 'r');
    await file.close();
    return new SyncWatch(Object.getPrototypeOf(file) as Syncing);
  }

  private constructor(prototype: Syncing) {
    const kept = this.#kept;
    const { datasync } = prototype;
    this.#prototype = prototype;
    this.#datasync = datasync;
    prototype.datasync = async function watched(this: FileHandle) {
      const { fd } = this;
      const [path, size] = [readlinkSync(`/proc/self/fd/${fd}`), fstatSync(fd).size];
      await datasync.call(this);
      kept.set(path, size);
    };
  }

  /** Bytes of a file that outlive the power. A file may have been cut since. */
  keptOf(path: string): number {
    return Math.min(this.#kept.get(path) ?? 0, statSync(path).size);
  }

  stop(): void {
    this.#prototype.datasync = this.#datasync;
  }
}
