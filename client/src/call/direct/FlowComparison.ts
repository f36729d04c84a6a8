import { FlowMeter, type FlowCounts } from './FlowMeter.ts';

/** Whether all that comes on the way that is played comes on another one, too. */
export class FlowComparison {
  #played = new FlowMeter();
  #next = new FlowMeter();
  /** By which way the second of them comes. */
  #way: unknown;

  /** What is played has changed. */
  begin(): void {
    this.#played = new FlowMeter();
  }

  /**
   * @param at Milliseconds.
   * @param next What is to be played, by what stands for its way. Without counts where that is played already.
   */
  take(at: number, played: FlowCounts, next: { way: unknown; counts: FlowCounts | undefined }): boolean {
    if (next.way !== this.#way) this.#next = new FlowMeter();
    this.#way = next.way;
    this.#played.take(at, played);
    if (!next.counts) return false;
    this.#next.take(at, next.counts);
    const arrived = this.#next.flowing;
    return this.#played.knows && [...this.#played.flowing].every((trackId) => arrived.has(trackId));
  }
}
