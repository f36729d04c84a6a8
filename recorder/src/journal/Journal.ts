import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../syncFolder.ts';
import type { Entry } from './entries.ts';

/**
 * What happens in a recording, one line of JSON each, in a file that only grows: a process that ends anywhere leaves all lines
 * but perhaps the last. `readJournal()` takes it apart.
 */
export class Journal {
  readonly #file: FileHandle;
  #pending: Buffer[] = [];
  #size: number;
  #writing: Promise<void> = Promise.resolve();

  /** @throws {NodeJS.ErrnoException} When it cannot be written. */
  static async open(path: string): Promise<Journal> {
    const file = await open(path, 'a+');
    const { size } = await file.stat();
    if (size === 0) await syncFolder(dirname(path));
    const journal = new Journal(file, size);
    // The line that another process did not get to end.
    if (size > 0) journal.#pending.push(Buffer.from('\n'));
    return journal;
  }

  private constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /** Kept until the next flush. */
  add(entry: Entry): void {
    this.#pending.push(Buffer.from(`${JSON.stringify(entry)}\n`));
  }

  /**
   * Resolved when everything that was added is on the disk.
   * @throws {NodeJS.ErrnoException} It is as it was before; what could not be written is written with the next flush.
   */
  flush(): Promise<void> {
    const flushed = this.#writing.then(() => this.#flush());
    this.#writing = flushed.catch(() => {});
    return flushed;
  }

  /** @throws {NodeJS.ErrnoException} As `flush()`. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#file.close();
    }
  }

  async #flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    const count = this.#pending.length;
    const bytes = Buffer.concat(this.#pending);
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await this.#file.write(bytes, done);
        done += bytesWritten;
      }
      await this.#file.datasync();
    } catch (error) {
      await this.#file.truncate(this.#size).catch(() => {});
      throw error;
    }
    this.#size += bytes.length;
    this.#pending.splice(0, count);
  }
}
