import type { TimedFrame } from '../rtp/FrameAssembler.ts';
import type { StreamClock } from './StreamClock.ts';

/** Frames that come by so many milliseconds faster than they were sent had been held up. */
const CATCH_UP = 150;
/** Milliseconds after which frames that come no faster than that are those of a clock that was begun anew. */
const PATIENCE = 300;

/** A frame and when it was sent, in milliseconds of the recorder's clock. */
export interface PlacedFrame {
  readonly frame: TimedFrame;
  readonly time: number;
}

/**
 * Places the frames of one stream in time. After a pause, a frame may be late because the line had held it up, or seem so because
 * the sender's clock stood still or begins anew: it waits for those that follow, which tell the two apart.
 */
export class FramePlacer {
  readonly #clock: StreamClock;
  #waiting: TimedFrame[] = [];

  constructor(clock: StreamClock) {
    this.#clock = clock;
  }

  push(frame: TimedFrame): PlacedFrame[] {
    if (this.#waiting.length === 0 && !this.#clock.isDoubtful(frame.timestamp, frame.arrival)) {
      return this.#place([frame], false);
    }
    this.#waiting.push(frame);
    return this.advance(frame.arrival);
  }

  /** To be called from time to time. */
  advance(now: number): PlacedFrame[] {
    const [first] = this.#waiting;
    const last = this.#waiting.at(-1);
    if (!first || !last) return [];
    const sentWithin = this.#clock.millisecondsBetween(first.timestamp, last.timestamp);
    if (sentWithin - (last.arrival - first.arrival) > CATCH_UP) return this.#place(this.#take(), true);
    return now - first.arrival < PATIENCE ? [] : this.#place(this.#take(), false);
  }

  /** Nothing more comes: those that wait. */
  end(): PlacedFrame[] {
    return this.#place(this.#take(), false);
  }

  #take(): TimedFrame[] {
    const frames = this.#waiting;
    this.#waiting = [];
    return frames;
  }

  #place(frames: readonly TimedFrame[], wereHeldUp: boolean): PlacedFrame[] {
    return frames.map((frame) => ({
      frame,
      time: this.#clock.timeOf(frame.timestamp, frame.arrival, { wasHeldUp: wereHeldUp }),
    }));
  }
}
