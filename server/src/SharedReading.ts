import type { Clock } from './call/ports.ts';

/** Something that costs to be read, read once for all who ask for it at about the same time. */
export class SharedReading<T> {
  readonly #clock: Clock;
  readonly #keptFor: number;
  readonly #read: () => Promise<T>;
  #last: { at: number; value: Promise<T> } | undefined;

  /** @param keptFor Milliseconds for which a reading is good. */
  constructor(clock: Clock, keptFor: number, read: () => Promise<T>) {
    this.#clock = clock;
    this.#keptFor = keptFor;
    this.#read = read;
  }

  get(): Promise<T> {
    const now = this.#clock.now();
    if (!this.#last || now - this.#last.at >= this.#keptFor) this.#last = { at: now, value: this.#read() };
    return this.#last.value;
  }
}
