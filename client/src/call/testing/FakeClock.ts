import type { Clock } from '../Clock.ts';

/** Time that passes when a test says so. */
export class FakeClock implements Clock {
  #now = 0;
  readonly #tasks = new Set<{ due: number; task: () => void }>();

  now(): number {
    return this.#now;
  }

  after(delay: number, task: () => void): () => void {
    const entry = { due: this.#now + delay, task };
    this.#tasks.add(entry);
    return () => this.#tasks.delete(entry);
  }

  /** Runs what falls due, in order. */
  advance(duration: number): void {
    const end = this.#now + duration;
    for (;;) {
      const [next] = [...this.#tasks].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due);
      if (!next) break;
      this.#tasks.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.task();
    }
    this.#now = end;
  }

  /** The computer sleeps: time passes, and whatever fell due meanwhile runs late, at the end. */
  sleep(duration: number): void {
    this.#now += duration;
    this.advance(0);
  }
}
