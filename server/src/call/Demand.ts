import type { Clock } from './ports.ts';

/** Milliseconds until a size that nobody watches any more is not asked for: who turns a page may turn it back. */
const LINGER = 2_000;

/** In how many sizes, from the smallest up, a track is watched by somebody. More is told at once, less after a while. */
export class Demand {
  readonly #clock: Clock;
  readonly #tell: (sizes: number) => void;
  #told: number | undefined;
  #now = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, tell: (sizes: number) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** What the sender was told. Undefined: nothing yet. */
  get told(): number | undefined {
    return this.#told;
  }

  update(sizes: number): void {
    this.#now = sizes;
    if (this.#told === undefined || sizes > this.#told) return this.#say();
    if (sizes === this.#told) return this.close();
    this.#cancelTimer ??= this.#clock.after(LINGER, () => this.#say());
  }

  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #say(): void {
    this.close();
    if (this.#told === this.#now) return;
    this.#told = this.#now;
    this.#tell(this.#now);
  }
}
