/** Milliseconds without a packet that are unusual: sound and signs of life come several times in them. */
const QUIET = 500;
/** After this many milliseconds without a packet, other candidates may do better: ICE is restarted. */
const DOUBT = 1_000;
/** After this many milliseconds without a packet the path is given up. */
const SILENCE = 3_000;
/** A path that loses more than this share of the packets for this many milliseconds is given up. */
const LOSS = 0.1;
const LOSS_WINDOW = 5_000;
/** Fewer packets in the window say nothing about loss. */
const ENOUGH = 50;

export interface PathSample {
  /** Milliseconds of any clock. */
  readonly at: number;
  /** Media packets that came and those that did not, since the beginning. */
  readonly received: number;
  readonly lost: number;
  /** Anything else that came, since the beginning. */
  readonly messages: number;
}

export type PathVerdict = 'good' | 'quiet' | 'doubtful' | 'silent' | 'lossy';

/** Judges a direct path by what comes through it. */
export class PathHealth {
  #samples: PathSample[] = [];
  #heardAt: number | undefined;

  take(sample: PathSample): PathVerdict {
    const before = this.#samples.at(-1);
    const heard = !before || sample.received > before.received || sample.messages > before.messages;
    // A page that slept heard nothing because it did not look.
    const slept = before !== undefined && sample.at - before.at > SILENCE;
    if (heard || slept) this.#heardAt = sample.at;
    if (slept) this.#samples = [];
    this.#samples = [...this.#samples.filter(({ at }) => sample.at - at <= LOSS_WINDOW), sample];
    return this.#verdict(sample);
  }

  #verdict(now: PathSample): PathVerdict {
    const silence = now.at - (this.#heardAt ?? now.at);
    if (silence >= SILENCE) return 'silent';
    if (this.#isLossy(now)) return 'lossy';
    if (silence >= DOUBT) return 'doubtful';
    return silence >= QUIET ? 'quiet' : 'good';
  }

  #isLossy(now: PathSample): boolean {
    const [first] = this.#samples;
    // Nearly the whole window: samples do not come to the millisecond.
    if (!first || now.at - first.at < LOSS_WINDOW * 0.9) return false;
    const lost = now.lost - first.lost;
    const sent = now.received - first.received + lost;
    return sent >= ENOUGH && lost / sent > LOSS;
  }
}
