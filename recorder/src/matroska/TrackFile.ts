import type { FileHandle } from 'node:fs/promises';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../syncFolder.ts';
import { element, unsigned } from './ebml.ts';
import { headOf, Id, simpleBlock, type Description, type Head } from './elements.ts';
import { finishFile } from './finishFile.ts';
import { TrackIndex } from './TrackIndex.ts';

interface Block {
  /** In milliseconds since the file's beginning. */
  readonly time: number;
  readonly data: Uint8Array;
  readonly isKey: boolean;
}

/** The most that a block may be behind its cluster: 16 bits with a sign. */
const CLUSTER_SPAN = 30_000;

/**
 * One track, written so that it can be played at every moment: each flush adds one whole cluster and has the disk keep it. A
 * process that ends in between leaves a file without an index, and perhaps a torn cluster at its end: players take it as it is,
 * and `repairFile()` makes it whole.
 */
export class TrackFile {
  readonly #path: string;
  readonly #head: Head;
  readonly #index: TrackIndex;
  /** Open from the first flush on. */
  #file: FileHandle | undefined;
  #blocks: Block[] = [];
  /** Where the next cluster goes. */
  #end: number;
  #writing: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(path: string, description: Description) {
    this.#path = path;
    this.#head = headOf(description);
    this.#index = new TrackIndex({ isPicture: description.codec !== 'opus' });
    this.#end = this.#head.bytes.length;
  }

  /** Bytes that it has on the disk. */
  get size(): number {
    return this.#end;
  }

  /** In milliseconds. */
  get duration(): number {
    return this.#index.duration;
  }

  /** Kept until the next flush. Times never go back. */
  add(block: Block): void {
    this.#blocks.push(block);
  }

  /**
   * Resolved when everything that was added is on the disk. Flushes follow one another.
   * @throws {NodeJS.ErrnoException} `ENOSPC`, or `EEXIST` at the first one, and others. The file is as it was before, and may
   * be closed.
   */
  flush(): Promise<void> {
    const flushed = this.#writing.then(() => this.#flush());
    this.#writing = flushed.catch(() => {});
    return flushed;
  }

  /**
   * Flushes, and adds what players seek by. Idempotent.
   * @throws {NodeJS.ErrnoException} What could not be written is missing; the rest can be played.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      const file = this.#file;
      if (file) {
        try {
          await finishFile(file, this.#head, { end: this.#end, index: this.#index });
        } finally {
          await file.close();
        }
      }
    }
  }

  async #flush(): Promise<void> {
    if (this.#blocks.length > 0) this.#file ??= await this.#create();
    while (this.#blocks.length > 0) {
      const start = this.#blocks[0]?.time ?? 0;
      const beyond = this.#blocks.findIndex(({ time }) => time - start > CLUSTER_SPAN);
      const count = beyond === -1 ? this.#blocks.length : beyond;
      await this.#writeCluster(this.#file as FileHandle, this.#blocks.slice(0, count));
      // More may have been added meanwhile.
      this.#blocks.splice(0, count);
    }
  }

  async #create(): Promise<FileHandle> {
    const file = await open(this.#path, 'wx');
    try {
      await writeAll(file, this.#head.bytes, 0);
      await syncFolder(dirname(this.#path));
      return file;
    } catch (error) {
      await file.close();
      await rm(this.#path, { force: true });
      throw error;
    }
  }

  async #writeCluster(file: FileHandle, blocks: readonly Block[]): Promise<void> {
    const start = blocks[0]?.time ?? 0;
    const cluster = element(
      Id.cluster,
      element(Id.timestamp, unsigned(start)),
      ...blocks.map(({ time, data, isKey }) => simpleBlock(time - start, data, isKey)),
    );
    const at = this.#end;
    try {
      await writeAll(file, cluster, at);
      await file.datasync();
    } catch (error) {
      await file.truncate(at).catch(() => {});
      throw error;
    }
    this.#end = at + cluster.length;
    for (const block of blocks) this.#index.add(block, at - this.#head.contentAt);
  }
}

/** A write may take less than all of it, on a disk that is nearly full. */
async function writeAll(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}
