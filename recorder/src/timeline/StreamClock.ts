/** Milliseconds of arrivals among which the quickest counts. */
const WINDOW = 10_000;
const WINDOWS = 3;
/** In this time after the first packet the quickest counts at once: the first ones are often held up. */
const SETTLING = 2_000;
/** How far the clock is set right in each second, in milliseconds, which nobody sees or hears, */
const SLEW = 1;
/** and as a share of how far it is off, where that is more: it may have been set when nothing came in time. */
const SHARE = 0.1;
/** A difference above this, in milliseconds, is no drift: the sender began its clock anew. */
const JUMP = 500;
/** Milliseconds without a packet after which the sender may have begun anew. */
const PAUSE = 1_000;
const TURN = 2 ** 32;

/**
 * Places what one sender's clock stamped on the recorder's. Packets are late by the network and never early, so the
 * quickest ones of the last half minute tell how the two clocks stand; the sender's own drifts, in an hour by a tenth of a
 * second and more, and is followed slowly.
 */
export class StreamClock {
  readonly #rate: number;
  /** The first timestamp, and the ticks since then. */
  #origin: number | undefined;
  #ticks = 0;
  /** What is added to the stream's time. */
  #offset = 0;
  #firstArrival = 0;
  #lastArrival = 0;
  #windows: { from: number; quickest: number }[] = [];

  /** @param rate Ticks of the stream's clock in a second. */
  constructor(rate: number) {
    this.#rate = rate;
  }

  /**
   * When what bears `timestamp` was sent, in milliseconds of the recorder's clock, were the network always at its quickest.
   * @param wasHeldUp Where it is known to be late after a pause, and not of a clock that was begun anew.
   */
  timeOf(timestamp: number, arrival: number, { wasHeldUp = false } = {}): number {
    this.#ticks = this.#ticksAt(timestamp);
    const time = (this.#ticks * 1000) / this.#rate;
    const delay = arrival - time;
    const late = delay - this.#offset;
    if (this.#isTooEarly(late) || (!wasHeldUp && this.#isLateAfterPause(late, arrival)))
      this.#begin(delay, arrival);
    this.#observe(delay, arrival);
    this.#adjust(arrival);
    this.#lastArrival = arrival;
    return time + this.#offset;
  }

  /** Whether it cannot be told from this one alone if it was held up, or if the sender's clock was begun anew. */
  isDoubtful(timestamp: number, arrival: number): boolean {
    const time = (this.#ticksAt(timestamp) * 1000) / this.#rate;
    return this.#isLateAfterPause(arrival - time - this.#offset, arrival);
  }

  /** By the stream's own clock. */
  millisecondsBetween(one: number, other: number): number {
    return (turned(other - one) * 1000) / this.#rate;
  }

  /** Nothing can be too early, before the first one least of all. */
  #isTooEarly(late: number): boolean {
    return this.#windows.length === 0 || late < -JUMP;
  }

  #isLateAfterPause(late: number, arrival: number): boolean {
    return this.#windows.length > 0 && late > JUMP && arrival - this.#lastArrival > PAUSE;
  }

  /** Since the first timestamp, without wrapping. */
  #ticksAt(timestamp: number): number {
    this.#origin ??= timestamp;
    return this.#ticks + turned(timestamp - this.#origin - this.#ticks);
  }

  #begin(delay: number, arrival: number): void {
    this.#offset = delay;
    this.#firstArrival = arrival;
    this.#lastArrival = arrival;
    this.#windows = [];
  }

  #observe(delay: number, arrival: number): void {
    const last = this.#windows.at(-1);
    if (last && arrival - last.from < WINDOW) last.quickest = Math.min(last.quickest, delay);
    else this.#windows.push({ from: arrival, quickest: delay });
    if (this.#windows.length > WINDOWS) this.#windows.shift();
  }

  #adjust(arrival: number): void {
    const quickest = Math.min(...this.#windows.map((window) => window.quickest));
    const wanted = quickest - this.#offset;
    const seconds = Math.max(0, arrival - this.#lastArrival) / 1000;
    const limit = seconds * Math.max(SLEW, SHARE * Math.abs(wanted));
    const settles = arrival - this.#firstArrival < SETTLING && wanted < 0;
    this.#offset += settles ? wanted : Math.max(-limit, Math.min(limit, wanted));
  }
}

/** A difference of timestamps, which wrap: the shorter way round. */
function turned(difference: number): number {
  const step = difference % TURN;
  return step > TURN / 2 ? step - TURN : step < -TURN / 2 ? step + TURN : step;
}
