import { rmSync } from 'node:fs';
import type { Clock, MeetingRecord } from '../call/ports.ts';
import { replaceFile } from '../replaceFile.ts';
import { recordText } from './recordText.ts';

/** Milliseconds between two writes. */
const PAUSE = 250;

export interface RecordFileOptions {
  readonly path: string;
  readonly clock: Clock;
  failed(error: unknown): void;
}

/**
 * The file of one room. It is there whole or not at all, in the state before a write or after it; of what comes faster
 * than it is written, the last counts.
 */
export class RecordFile {
  readonly #options: RecordFileOptions;
  #wanted: MeetingRecord | undefined;
  #written = '';
  #writing: Promise<void> | undefined;
  #closing = false;
  #endPause = (): void => {};

  constructor(options: RecordFileOptions) {
    this.#options = options;
  }

  keep(record: MeetingRecord): void {
    this.#wanted = record;
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
  }

  /** Whether there is, or is to be, something in it. */
  get isWanted(): boolean {
    return this.#wanted !== undefined;
  }

  /** At once: nobody may come back to what is over. Resolves when nothing is being written any more. */
  async remove(): Promise<void> {
    this.#wanted = undefined;
    this.#written = '';
    this.#endPause();
    this.#unlink();
    await this.#writing;
  }

  /** Resolves when everything is written. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#endPause();
    await this.#writing;
  }

  async #write(): Promise<void> {
    // What is decided in one go is written in one.
    await Promise.resolve();
    for (let text = this.#next(); text !== undefined; text = this.#next()) {
      try {
        await replaceFile(this.#options.path, text);
      } catch (error) {
        this.#options.failed(error);
      }
      // Where it failed, the next change is another try.
      this.#written = text;
      // Removed meanwhile.
      if (!this.#wanted) this.#unlink();
      else if (!this.#closing) await this.#pause();
    }
  }

  /** What is to be written, if it is something else than what is there. */
  #next(): string | undefined {
    const text = this.#wanted && recordText(this.#wanted);
    return text === this.#written ? undefined : text;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(PAUSE, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  #unlink(): void {
    try {
      rmSync(this.#options.path, { force: true });
    } catch (error) {
      this.#options.failed(error);
    }
  }
}
