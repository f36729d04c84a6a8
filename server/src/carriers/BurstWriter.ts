import type { Clock } from '../call/ports.ts';

/** So much news in a stretch of so many milliseconds is written one by one; rooms in which people talk have no more. */
const BURST = 50;
const STRETCH = 50;
/** As a burst goes on, what is written together is of longer and longer stretches, up to so many milliseconds. */
const LONGEST_STRETCH = 200;

/** What of a TCP socket is needed. */
export interface CorkableSocket {
  cork(): void;
  uncork(): void;
}

/**
 * Writes the frames of each socket together while there are many on all of them: in a room that fills, everybody hears
 * of everybody, and each write is a call of the system that takes longer than all else that the server does for it.
 */
export class BurstWriter {
  readonly #clock: Clock;
  readonly #corked = new Set<CorkableSocket>();
  #news = 0;
  #stretch = STRETCH;
  #isCounting = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** News is about to be written to the socket: it may wait. */
  writesNews(socket: CorkableSocket): void {
    this.#news += 1;
    if (this.#news > BURST && !this.#corked.has(socket)) {
      this.#corked.add(socket);
      socket.cork();
    }
    this.#count();
  }

  /**
   * Somebody waits for what is about to be written to the socket, or the socket is about to be closed. It does not
   * overtake what waits, but takes it along.
   */
  flush(socket: CorkableSocket): void {
    if (this.#corked.delete(socket)) socket.uncork();
  }

  #count(): void {
    if (this.#isCounting) return;
    this.#isCounting = true;
    this.#clock.after(this.#stretch, () => this.#end());
  }

  #end(): void {
    this.#isCounting = false;
    const isBurst = this.#news > BURST;
    // In the next stretch of a burst nothing goes at once.
    this.#news = isBurst ? BURST : 0;
    this.#stretch = isBurst ? Math.min(2 * this.#stretch, LONGEST_STRETCH) : STRETCH;
    if (isBurst) this.#count();
    const corked = [...this.#corked];
    this.#corked.clear();
    for (const socket of corked) socket.uncork();
  }
}
