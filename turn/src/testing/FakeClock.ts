import type { Clock } from '../Clock.ts';

/** Time that passes when a test says so. */
export class FakeClock implements Clock {
  #now = 1_700_000_000_000;
  readonly #tasks = new Set<{ interval: number; next: number; run: () => void }>();

  now(): number {
    return this.#now;
  }

  every(interval: number, run: () => void): () => void {
    const task = { interval, next: this.#now + interval, run };
    this.#tasks.add(task);
    return () => this.#tasks.delete(task);
  }

  /** Lets seconds pass, doing on the way what falls due. */
  advance(seconds: number): void {
    const until = this.#now + seconds * 1000;
    for (;;) {
      const [task] = [...this.#tasks].filter(({ next }) => next <= until).toSorted((a, b) => a.next - b.next);
      if (!task) break;
      this.#now = task.next;
      task.next += task.interval;
      task.run();
    }
    this.#now = until;
  }
}
