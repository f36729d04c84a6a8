import type { Clock } from '../Clock.ts';
import type { Recorder } from '../measure/Recorder.ts';

/** Something that sends one packet at a time, each at its own. */
export interface Paced {
  /** When its next packet is due. */
  readonly due: number;
  fire(now: number): void;
  /** Leaves out what was due before now. */
  skip(now: number): void;
}

/** Milliseconds, the least that a timer waits. */
const STEP = 1;
/** Who is later than this skips what was missed: a burst in its place would measure nothing but itself. */
const TOO_LATE = 200;

/** Sends the packets of many senders when they are due: never several of one sender at once, as a browser's pacer does. */
export class Pacer {
  readonly #clock: Clock;
  readonly #recorder: Recorder;
  readonly #senders = new Set<Paced>();
  #cancel: (() => void) | undefined;
  #isHeld = false;

  constructor(clock: Clock, recorder: Recorder) {
    this.#clock = clock;
    this.#recorder = recorder;
  }

  add(sender: Paced): void {
    this.#senders.add(sender);
    if (!this.#cancel && !this.#isHeld) this.#wait();
  }

  /** Nobody sends anything until `go()`. */
  hold(): void {
    this.#isHeld = true;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  go(): void {
    this.#isHeld = false;
    const now = this.#clock.now();
    for (const sender of this.#senders) sender.skip(now);
    if (!this.#cancel && this.#senders.size > 0) this.#wait();
  }

  remove(sender: Paced): void {
    this.#senders.delete(sender);
    if (this.#senders.size > 0) return;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #wait(): void {
    this.#cancel = this.#clock.after(STEP, () => {
      const now = this.#clock.now();
      for (const sender of this.#senders) {
        const late = now - sender.due;
        if (late < 0) continue;
        this.#recorder.record('late', late);
        sender.fire(now);
        if (now - sender.due > TOO_LATE) sender.skip(now);
      }
      if (this.#senders.size > 0) this.#wait();
      else this.#cancel = undefined;
    });
  }
}
