// How well somebody hears and sees, from what getStats() counts.
import type { RtcStats } from '../harness/mediaProbe.ts';

/** Of a stretch of a call. */
export interface Quality {
  readonly framesPerSecond: number;
  readonly freezes: number;
  /** Seconds. */
  readonly frozen: number;
  /** The share of the sound that had to be made up, where there was sound. */
  readonly concealed: number;
  /** Samples of sound in a second, made up ones as well. */
  readonly samplesPerSecond: number;
  /** Bits in a second. */
  readonly audioRate: number;
  readonly videoRate: number;
  /** Seconds, at the end, on the slowest connection. */
  readonly roundTrip: number;
}

const counted = [
  'bytesReceived',
  'framesDecoded',
  'freezeCount',
  'totalFreezesDuration',
  'totalSamplesReceived',
  'concealedSamples',
  'silentConcealedSamples',
] as const;

type Counts = Record<(typeof counted)[number], number>;

/**
 * Adds up what comes in, by whatever way: a call may change from one connection to another meanwhile. Of sound and of
 * pictures, the stream to which most comes is the one that is heard or seen, and the others do not count. Nor does the
 * first that it tells after another one, which is of the time in which it was not the one.
 */
export class Reception {
  readonly #audio = noCounts();
  readonly #video = noCounts();
  #before: ReadonlyMap<number, RtcStats> | undefined;
  /** By kind, the stream that was heard or seen the last time. */
  readonly #mains = new Map<string, number>();
  #begun = 0;
  #last = 0;
  #roundTrip = 0;

  /** @param at In milliseconds. The stretch is from the first time on to the last. */
  take(stats: readonly RtcStats[], at: number): void {
    // mediasoup probes the bandwidth with a stream of nothing.
    const incoming = stats.filter(({ type, mid }) => type === 'inbound-rtp' && mid !== 'probator');
    const now = new Map(incoming.map((stream) => [stream.ssrc ?? 0, stream]));
    if (this.#before) this.#add(this.#before, incoming);
    else this.#begun = at;
    this.#before = now;
    this.#last = at;
    this.#roundTrip = Math.max(0, ...stats.map(({ currentRoundTripTime = 0 }) => currentRoundTripTime));
  }

  get quality(): Quality {
    const seconds = (this.#last - this.#begun) / 1000;
    const { totalSamplesReceived, concealedSamples, silentConcealedSamples } = this.#audio;
    return {
      framesPerSecond: this.#video.framesDecoded / seconds,
      freezes: this.#video.freezeCount,
      frozen: this.#video.totalFreezesDuration,
      concealed:
        totalSamplesReceived > 0 ? (concealedSamples - silentConcealedSamples) / totalSamplesReceived : 1,
      samplesPerSecond: totalSamplesReceived / seconds,
      audioRate: (this.#audio.bytesReceived * 8) / seconds,
      videoRate: (this.#video.bytesReceived * 8) / seconds,
      roundTrip: this.#roundTrip,
    };
  }

  #add(before: ReadonlyMap<number, RtcStats>, now: readonly RtcStats[]): void {
    const growth = ({ ssrc = 0, ...stream }: RtcStats, name: (typeof counted)[number]) =>
      (stream[name] ?? 0) - (before.get(ssrc)?.[name] ?? 0);
    for (const [kind, sums] of [
      ['audio', this.#audio],
      ['video', this.#video],
    ] as const) {
      const [main] = now
        .filter((stream) => stream.kind === kind && growth(stream, 'bytesReceived') > 0)
        .toSorted((one, other) => growth(other, 'bytesReceived') - growth(one, 'bytesReceived'));
      if (!main) continue;
      const { ssrc = 0 } = main;
      const isTheSame = (this.#mains.get(kind) ?? ssrc) === ssrc;
      this.#mains.set(kind, ssrc);
      if (isTheSame) for (const name of counted) sums[name] += growth(main, name);
    }
  }
}

function noCounts(): Counts {
  return Object.fromEntries(counted.map((name) => [name, 0])) as Counts;
}
