import type { Clock } from '../call/ports.ts';

/** So much news in a stretch of so many milliseconds is written one by one; people who talk have no more. */
const BURST = 10;
const STRETCH = 50;

/** What of a TCP socket is needed. */
export interface CorkableSocket {
  cork(): void;
  uncork(): void;
}

/**
 * Writes frames together while there are many: in a room that fills, everybody hears of everybody, and each write is a
 * call of the system that takes longer than all else that the server does for it.
 */
export class BurstWriter {
  readonly #socket: CorkableSocket;
  readonly #clock: Clock;
  #frames = 0;
  #isCorked = false;
  #isClosed = false;
  #cancelEnd: (() => void) | undefined;

  constructor(socket: CorkableSocket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
  }

  /**
   * A frame is about to be written to the socket.
   * @param isUrgent Somebody waits for it. It does not overtake what waits, but takes it along.
   */
  writes({ isUrgent }: { isUrgent: boolean }): void {
    if (this.#isClosed) return;
    if (isUrgent) return this.#flush();
    this.#frames += 1;
    if (this.#frames > BURST && !this.#isCorked) {
      this.#isCorked = true;
      this.#socket.cork();
    }
    this.#cancelEnd ??= this.#clock.after(STRETCH, () => this.#end());
  }

  /** What was collected goes now. */
  close(): void {
    this.#isClosed = true;
    this.#cancelEnd?.();
    this.#flush();
  }

  #end(): void {
    this.#cancelEnd = undefined;
    const isBurst = this.#frames > BURST;
    // In the next stretch of a burst nothing goes at once.
    this.#frames = isBurst ? BURST : 0;
    if (isBurst) this.#cancelEnd = this.#clock.after(STRETCH, () => this.#end());
    this.#flush();
  }

  #flush(): void {
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.#socket.uncork();
  }
}
