import type { Clock } from '../call/ports.ts';

/** Time that passes when a test says so. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  #tasks: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(delay: number, run: () => void): () => void {
    const task = { at: this.#now + delay, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task);
    };
  }

  /** Milliseconds from now of what is still to be done. */
  get pending(): number[] {
    return this.#tasks.map(({ at }) => at - this.#now);
  }

  /** Lets `ms` pass, doing in order what falls due. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = this.#tasks.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
      if (!next) break;
      this.#tasks = this.#tasks.filter((other) => other !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = until;
  }
}
