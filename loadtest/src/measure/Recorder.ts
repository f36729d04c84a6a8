import { Histogram, type HistogramData } from './Histogram.ts';

/** What is counted, by packets where nothing else is said. */
export interface Counts {
  sent: number;
  sentBytes: number;
  received: number;
  receivedBytes: number;
  /** As the sequence numbers say. */
  expected: number;
  duplicates: number;
  reordered: number;
  /** Lost at first, and come after a NACK. */
  recovered: number;
  /** Opened to see whether they are what was sent, and those that were not. */
  opened: number;
  damaged: number;
  nacksSent: number;
  nacksReceived: number;
  rtxSent: number;
  picturesRequested: number;
  picturesAsked: number;
  joins: number;
  leaves: number;
}

const names = ['latency', 'jitter', 'roundTrip', 'join', 'ice', 'dtls', 'firstPacket', 'late'] as const;
/** Distributions, in milliseconds. */
export type HistogramName = (typeof names)[number];

/** What happened since the sample before. */
export interface Sample {
  readonly counts: Counts;
  readonly histograms: Readonly<Record<HistogramName, HistogramData>>;
  /** How often something failed, by its cause. */
  readonly failures: Readonly<Record<string, number>>;
  /** Milliseconds, the longest of any stream. */
  readonly longestGap: number;
}

function noCounts(): Counts {
  return {
    sent: 0,
    sentBytes: 0,
    received: 0,
    receivedBytes: 0,
    expected: 0,
    duplicates: 0,
    reordered: 0,
    recovered: 0,
    opened: 0,
    damaged: 0,
    nacksSent: 0,
    nacksReceived: 0,
    rtxSent: 0,
    picturesRequested: 0,
    picturesAsked: 0,
    joins: 0,
    leaves: 0,
  };
}

/** Where everything that happens in a process is counted, until it is taken as a sample. */
export class Recorder {
  /** Written to directly: some of these are counted for each packet. */
  counts = noCounts();
  longestGap = 0;
  readonly #histograms = Object.fromEntries(names.map((name) => [name, new Histogram()])) as Record<
    HistogramName,
    Histogram
  >;
  readonly latency = this.#histograms.latency;
  #failures: Record<string, number> = {};

  record(name: HistogramName, ms: number): void {
    this.#histograms[name].add(ms);
  }

  failed(cause: string): void {
    this.#failures[cause] = (this.#failures[cause] ?? 0) + 1;
  }

  take(): Sample {
    const sample: Sample = {
      counts: this.counts,
      histograms: Object.fromEntries(
        names.map((name) => [name, this.#histograms[name].data()]),
      ) as Sample['histograms'],
      failures: this.#failures,
      longestGap: this.longestGap,
    };
    for (const name of names) this.#histograms[name].clear();
    this.counts = noCounts();
    this.#failures = {};
    this.longestGap = 0;
    return sample;
  }
}

/** Several samples as one. */
export function sumOf(samples: readonly Sample[]): Sample {
  const total = new Recorder();
  for (const { counts, failures, longestGap } of samples) {
    for (const name of Object.keys(counts) as (keyof Counts)[]) total.counts[name] += counts[name];
    for (const [cause, times] of Object.entries(failures)) {
      for (let n = 0; n < times; n += 1) total.failed(cause);
    }
    total.longestGap = Math.max(total.longestGap, longestGap);
  }
  const histograms = Object.fromEntries(
    names.map((name) => [name, Histogram.of(...samples.map((sample) => sample.histograms[name])).data()]),
  ) as Sample['histograms'];
  return { ...total.take(), histograms };
}
