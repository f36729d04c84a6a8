import { FRAME_TIME } from '../film.ts';
import { without, type Interval } from './Interval.ts';

/** A part of a recording that is shown without a cut. Times of the recording, in milliseconds, and where it is in the film. */
export interface Stretch extends Interval {
  readonly filmAt: number;
}

/** Which time of a film is which of its recording: what was paused is cut out. Each stretch takes a whole number of frames. */
export class FilmTime {
  readonly stretches: readonly Stretch[];
  /** In milliseconds. */
  readonly duration: number;

  constructor(duration: number, pauses: readonly Interval[]) {
    const stretches: Stretch[] = [];
    let filmAt = 0;
    for (const { from, until } of without({ from: 0, until: duration }, pauses)) {
      const length = Math.floor((until - from) / FRAME_TIME) * FRAME_TIME;
      if (length === 0) continue;
      stretches.push({ from, until: from + length, filmAt });
      filmAt += length;
    }
    this.stretches = stretches;
    this.duration = filmAt;
  }

  get frames(): number {
    return this.duration / FRAME_TIME;
  }

  /** What was cut out is where the film goes on after it. */
  toFilm(at: number): number {
    const stretch = this.stretches.find(({ until }) => at < until);
    return stretch ? stretch.filmAt + Math.max(0, at - stretch.from) : this.duration;
  }

  /** The frame of the film that is nearest. */
  frameAt(at: number): number {
    return Math.round(this.toFilm(at) / FRAME_TIME);
  }

  toRecording(filmAt: number): number {
    const stretch = this.stretches.findLast((each) => each.filmAt <= filmAt) ?? this.stretches[0];
    return stretch ? stretch.from + filmAt - stretch.filmAt : 0;
  }
}
