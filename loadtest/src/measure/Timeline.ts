import type { GeneratorSample } from '../run/messages.ts';
import { Histogram } from './Histogram.ts';
import { sumOf, type Sample } from './Recorder.ts';
import type { ServerUsage } from './serverProcesses.ts';

/** What the server used. */
interface ServerLoad {
  /** Cores, 0 and up. */
  readonly sfuCpu: number;
  readonly serviceCpu: number;
  /** Bytes. */
  readonly sfuMemory: number;
  readonly serviceMemory: number;
  /** Datagrams that found its sockets full. */
  readonly drops: number;
}

/** One second of a run. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How long it is; most are about one. */
  readonly seconds: number;
  readonly isMeasured: boolean;
  readonly participants: number;
  readonly liveTracks: number;
  readonly sample: Sample;
  /** Of the busiest process of the generator, 0 to 1. */
  readonly generatorCpu: number;
  readonly generatorMemory: number;
  readonly generatorDrops: number;
  /** Where it is on this machine. */
  readonly server: ServerLoad | undefined;
}

type ProcessSample = GeneratorSample & { readonly process: number };

/** A run, second by second. */
export class Timeline {
  readonly moments: Moment[] = [];
  readonly #latest = new Map<number, ProcessSample>();
  #at: number;
  #usage: ServerUsage | undefined;

  constructor(now: number, usage: ServerUsage | undefined) {
    this.#at = now;
    this.#usage = usage;
  }

  add(
    now: number,
    options: { samples: readonly ProcessSample[]; usage: ServerUsage | undefined; isMeasured: boolean },
  ): Moment {
    const { samples, usage, isMeasured } = options;
    for (const sample of samples) this.#latest.set(sample.process, sample);
    const latest = [...this.#latest.values()];
    const wall = Math.max(0.001, (now - this.#at) / 1000);
    // Processes take their samples by clocks of their own: rates are of the time that these are of.
    const seconds = secondsOf(samples) || wall;
    const before = this.#usage;
    const moment: Moment = {
      at: now,
      seconds,
      isMeasured,
      participants: total(latest, 'participants'),
      liveTracks: total(latest, 'liveTracks'),
      sample: sumOf(samples),
      generatorCpu: Math.max(0, ...latest.map(({ cpu }) => cpu)),
      generatorMemory: total(latest, 'memory'),
      generatorDrops: total(samples, 'drops'),
      server:
        usage && before
          ? {
              sfuCpu: (usage.sfu.cpu - before.sfu.cpu) / wall,
              sfuMemory: usage.sfu.memory,
              serviceCpu: (usage.service.cpu - before.service.cpu) / wall,
              serviceMemory: usage.service.memory,
              drops: usage.drops - before.drops,
            }
          : undefined,
    };
    this.#at = now;
    this.#usage = usage;
    this.moments.push(moment);
    return moment;
  }
}

/** How long the samples are of, which those of one process follow each other for. */
function secondsOf(samples: readonly ProcessSample[]): number {
  const byProcess = new Map<number, number>();
  for (const { process, seconds } of samples) {
    byProcess.set(process, (byProcess.get(process) ?? 0) + seconds);
  }
  return Math.max(0, ...byProcess.values());
}

function total(
  samples: readonly GeneratorSample[],
  name: 'participants' | 'liveTracks' | 'memory' | 'drops',
): number {
  return samples.reduce((sum, sample) => sum + sample[name], 0);
}

/** What the moments that count say together. */
export interface Summary {
  readonly seconds: number;
  readonly sample: Sample;
  readonly lost: number;
  /** Lost of what was expected, 0 to 1. */
  readonly loss: number;
  readonly packetsPerSecond: number;
  readonly bitsPerSecond: number;
  /** Tracks of which packets came, in the second in the middle. */
  readonly liveTracks: number;
  readonly latency: Histogram;
  /** Milliseconds: p99 of each second, of these the one in the middle. A machine that stands still once does not change it. */
  readonly usualP99: number;
  readonly generatorCpu: number;
  readonly generatorDrops: number;
  readonly server: (ServerLoad & { readonly microsecondsPerPacket: number }) | undefined;
}

export function summaryOf(moments: readonly Moment[]): Summary {
  const sample = sumOf(moments.map((moment) => moment.sample));
  const { counts } = sample;
  const seconds = moments.reduce((sum, moment) => sum + moment.seconds, 0);
  const lost = Math.max(0, counts.expected - counts.received - counts.recovered);
  const servers = moments.flatMap(({ server, seconds: share }) => (server ? [{ ...server, share }] : []));
  const last = servers.at(-1);
  // Where nothing was measured there is no mean, and nothing to divide by.
  const each = (total: number) => (seconds > 0 ? total / seconds : 0);
  const mean = (name: 'sfuCpu' | 'serviceCpu') =>
    each(servers.reduce((sum, server) => sum + server[name] * server.share, 0));
  return {
    seconds,
    sample,
    lost,
    loss: counts.expected > 0 ? lost / counts.expected : 0,
    packetsPerSecond: each(counts.received),
    bitsPerSecond: each(counts.receivedBytes * 8),
    liveTracks: median(moments.map(({ liveTracks }) => liveTracks)),
    latency: Histogram.of(sample.histograms.latency),
    usualP99: median(
      moments
        .map((moment) => Histogram.of(moment.sample.histograms.latency).quantile(0.99))
        .filter((p99) => !Number.isNaN(p99)),
    ),
    generatorCpu: each(moments.reduce((sum, { generatorCpu, seconds: s }) => sum + generatorCpu * s, 0)),
    generatorDrops: moments.reduce((sum, { generatorDrops }) => sum + generatorDrops, 0),
    server: last && {
      sfuCpu: mean('sfuCpu'),
      sfuMemory: last.sfuMemory,
      serviceCpu: mean('serviceCpu'),
      serviceMemory: last.serviceMemory,
      drops: servers.reduce((sum, { drops }) => sum + drops, 0),
      microsecondsPerPacket: (mean('sfuCpu') * seconds * 1e6) / Math.max(1, counts.received),
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
