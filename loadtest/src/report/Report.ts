// What a run comes to: the numbers of its table, its file and its page.
import { availableParallelism, cpus, release, type as systemName } from 'node:os';
import { growthOf, type Growth } from '../measure/growth.ts';
import { Histogram, upperEdge } from '../measure/Histogram.ts';
import { sumOf, type Counts, type HistogramName } from '../measure/Recorder.ts';
import type { Kept } from '../measure/serverObjects.ts';
import { summaryOf, type Moment, type Summary } from '../measure/Timeline.ts';
import { TOO_MUCH, type RunResult, type Step } from '../run/Run.ts';
import type { ProbeResult } from '../probe/ProbeResult.ts';

/** Milliseconds. */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

interface Second {
  /** Since the start. */
  readonly at: number;
  readonly isMeasured: boolean;
  readonly participants: number;
  readonly tracks: number;
  readonly packetsPerSecond: number;
  readonly bitsPerSecond: number;
  readonly lostPerSecond: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  readonly generatorCpu: number;
  readonly sfuCpu: number | null;
  readonly sfuMemory: number | null;
  readonly serviceCpu: number | null;
}

export interface Report {
  readonly version: 1;
  readonly startedAt: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly system: string;
    readonly node: string;
  };
  readonly options: RunResult['options'];
  readonly interrupted: boolean;
  /** Why the figures do not say what they seem to; empty: they do. */
  readonly invalid: readonly string[];
  readonly seconds: number;
  readonly joined: number;
  readonly planned: number;
  readonly joinsPerSecond: number;
  readonly churned: number;
  readonly tracks: { readonly received: number; readonly expected: number };
  readonly packets: Counts & { readonly lost: number; readonly perSecond: number };
  readonly loss: number;
  readonly bitsPerSecond: number;
  readonly longestGap: number;
  readonly times: Readonly<Record<HistogramName, Distribution | null>>;
  /** Milliseconds: of the p99 of each second, the one in the middle. */
  readonly usualP99: number | null;
  /** By the upper edge of each bucket, in milliseconds. */
  readonly latencyBuckets: readonly (readonly [edge: number, count: number])[];
  /** Of the whole run, by cause. */
  readonly failures: Readonly<Record<string, number>>;
  readonly server: Summary['server'] | null;
  /** Of its memory, in bytes for each thousand joins, while people come and go. */
  readonly growth: Growth | null;
  readonly kept: Kept | null;
  readonly generator: {
    readonly processes: number;
    readonly cpu: number;
    readonly drops: number;
    readonly memory: number;
  };
  readonly timeline: readonly Second[];
  readonly steps: readonly {
    readonly subscribers: number;
    readonly loss: number;
    readonly p99: number | null;
    readonly sfuCpu: number | null;
    readonly packetsPerSecond: number;
    readonly problem: string | null;
  }[];
  readonly probes: readonly ProbeResult[];
}

export function reportOf(result: RunResult, probes: readonly ProbeResult[]): Report {
  const { options, moments, startedAt, steps } = result;
  const measured = moments.filter(({ isMeasured }) => isMeasured);
  const summary = summaryOf(measured);
  const whole = sumOf(moments.map(({ sample }) => sample));
  // Joins are over when the measurement begins.
  const ofAll = new Set<HistogramName>(['join', 'ice', 'dtls', 'firstPacket']);
  const times = Object.fromEntries(
    (Object.keys(whole.histograms) as HistogramName[]).map((name) => {
      const { histograms } = ofAll.has(name) ? whole : summary.sample;
      return [name, distributionOf(Histogram.of(histograms[name]))];
    }),
  ) as Report['times'];
  const { counts } = summary.sample;
  return {
    version: 1,
    startedAt: new Date(startedAt).toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      system: `${systemName()} ${release()}`,
      node: process.version,
    },
    options,
    interrupted: result.interrupted,
    invalid: invalidBy(summary),
    seconds: summary.seconds,
    joined: result.joined,
    planned: result.planned,
    joinsPerSecond: result.joinsPerSecond,
    churned: result.churned,
    tracks: { received: summary.liveTracks, expected: result.expectedTracks },
    packets: { ...counts, lost: summary.lost, perSecond: summary.packetsPerSecond },
    loss: summary.loss,
    bitsPerSecond: summary.bitsPerSecond,
    longestGap: summary.sample.longestGap,
    times,
    usualP99: summary.latency.count > 0 ? summary.usualP99 : null,
    latencyBuckets: summary.sample.histograms.latency.buckets.map(([bucket, count]) => [
      upperEdge(bucket),
      count,
    ]),
    failures: whole.failures,
    server: summary.server ?? null,
    growth: (options.churn > 0 ? growthOf(churning(measured)) : undefined) ?? null,
    kept: result.kept ?? null,
    generator: {
      processes: options.processes,
      cpu: summary.generatorCpu,
      drops: summary.generatorDrops,
      memory: Math.max(0, ...moments.map(({ generatorMemory }) => generatorMemory)),
    },
    timeline: moments.map((moment) => secondOf(moment, startedAt)),
    steps: steps.map(stepOf),
    probes,
  };
}

/** Those in which somebody came. */
function churning(moments: readonly Moment[]): Moment[] {
  return moments.filter(({ sample }) => sample.counts.joins > 0);
}

function invalidBy({ generatorCpu, generatorDrops, seconds }: Summary): string[] {
  const reasons: string[] = [];
  if (!(seconds > 0)) reasons.push('nothing was measured');
  if (generatorCpu > TOO_MUCH.generatorCpu) {
    reasons.push(
      `the generator's core was ${Math.round(generatorCpu * 100)} % busy, so what it saw late may have been on time`,
    );
  }
  if (generatorDrops > 0)
    reasons.push(`${generatorDrops} packets arrived and found the generator's sockets full`);
  return reasons;
}

function distributionOf(histogram: Histogram): Distribution | null {
  if (histogram.count === 0) return null;
  return {
    count: histogram.count,
    mean: histogram.mean,
    p50: histogram.quantile(0.5),
    p95: histogram.quantile(0.95),
    p99: histogram.quantile(0.99),
    p999: histogram.quantile(0.999),
    max: histogram.max,
  };
}

function secondOf(moment: Moment, startedAt: number): Second {
  const { sample, seconds, server } = moment;
  const { expected, received, recovered } = sample.counts;
  const latency = distributionOf(Histogram.of(sample.histograms.latency));
  return {
    at: (moment.at - startedAt) / 1000,
    isMeasured: moment.isMeasured,
    participants: moment.participants,
    tracks: moment.liveTracks,
    packetsPerSecond: received / seconds,
    bitsPerSecond: (sample.counts.receivedBytes * 8) / seconds,
    lostPerSecond: Math.max(0, expected - received - recovered) / seconds,
    p50: latency?.p50 ?? null,
    p99: latency?.p99 ?? null,
    max: latency?.max ?? null,
    generatorCpu: moment.generatorCpu,
    sfuCpu: server?.sfuCpu ?? null,
    sfuMemory: server?.sfuMemory ?? null,
    serviceCpu: server?.serviceCpu ?? null,
  };
}

function stepOf({ subscribers, summary, problem }: Step): Report['steps'][number] {
  return {
    subscribers,
    loss: summary.loss,
    p99: summary.latency.count > 0 ? summary.usualP99 : null,
    sfuCpu: summary.server?.sfuCpu ?? null,
    packetsPerSecond: summary.packetsPerSecond,
    problem: problem ?? null,
  };
}
