// One measurement of one server in one scenario.
import { setTimeout as wait } from 'node:timers/promises';
import { Histogram } from '../src/measure/Histogram.ts';
import { Load } from './Load.ts';
import type { Program } from './programs.ts';
import type { Scenario } from './scenarios.ts';
import type { Cores, MeasureResult } from './Task.ts';

/** Seconds in which what is compiled while it runs is compiled, and estimates rise. */
const SETTLE = 2;
/** How often something is measured at most, where other programs take a core meanwhile. */
const MAX_TRIES = 3;
const DISTURBED = 0.05;
/** Of its core: a generator that is busier does not know what is late. */
const TOO_BUSY = 0.85;

export interface Round {
  readonly packetsPerSecond: number;
  /** Of the processes that forward, and of all. */
  readonly microsecondsPerPacket: number;
  readonly microsecondsInAll: number;
  /** Of a core. */
  readonly mediaCpu: number;
  readonly serviceCpu: number;
  readonly generatorCpu: number;
  readonly lost: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Seconds until everybody was in. */
  readonly joinSeconds: number;
  readonly mediaMemory: number;
  readonly serviceMemory: number;
  /** For which part of the time the server or the generator waited for its core. */
  readonly waited: number;
  /** Why it says less than it seems to. */
  readonly invalid: readonly string[];
}

/** @throws {Error} When somebody does not get in, or something does not arrive at all. */
export async function measureServer(
  server: Program,
  scenario: Scenario,
  options: { cores: Cores; seconds: number },
): Promise<Round> {
  for (let tries = 1; ; tries += 1) {
    const round = await measureOnce(server, scenario, options);
    if (round.waited <= DISTURBED || tries === MAX_TRIES) return round;
    console.log(
      `  ${server.kind}: waited for a core for ${Math.round(round.waited * 100)} % of the time, once more`,
    );
  }
}

async function measureOnce(
  { kind, url, pids }: Program,
  { name, plans, tracks }: Scenario,
  { cores, seconds }: { cores: Cores; seconds: number },
): Promise<Round> {
  const load = new Load(cores.generator, kind, url);
  const { refused, seconds: joinSeconds } = await load.run({ name: 'enter', plans });
  if (refused.length > 0) throw new Error(`${name} on ${kind}: ${refused.length} not in, ${refused[0]}`);
  await wait(SETTLE * 1000);
  const measured = await load.run({ name: 'measure', seconds, pids, cores });
  await load.run({ name: 'leave' });
  await load.stop();
  const { failures, liveTracks, counts } = measured.sample;
  if (liveTracks !== tracks || counts.damaged > 0 || Object.keys(failures).length > 0) {
    throw new Error(
      `${name} on ${kind}: ${liveTracks} of ${tracks} tracks, ${counts.damaged} damaged, ${JSON.stringify(failures)}`,
    );
  }
  return roundOf(measured, joinSeconds);
}

function roundOf(measured: MeasureResult, joinSeconds: number): Round {
  const { sample, mediaCpu, serviceCpu, mediaMemory, serviceMemory, waited } = measured;
  const { counts, seconds, cpu, drops } = sample;
  const latency = Histogram.of(sample.histograms.latency);
  return {
    packetsPerSecond: counts.received / seconds,
    microsecondsPerPacket: (mediaCpu * 1e6) / counts.received,
    microsecondsInAll: ((mediaCpu + serviceCpu) * 1e6) / counts.received,
    mediaCpu: mediaCpu / seconds,
    serviceCpu: serviceCpu / seconds,
    generatorCpu: cpu,
    lost: Math.max(0, counts.expected - counts.received - counts.recovered),
    p50: latency.quantile(0.5),
    p99: latency.quantile(0.99),
    joinSeconds,
    mediaMemory,
    serviceMemory,
    waited,
    invalid: [
      ...(cpu > TOO_BUSY ? [`the generator's core was ${Math.round(cpu * 100)} % busy`] : []),
      ...(drops > 0 ? [`${drops} packets found the generator's sockets full`] : []),
      ...(waited > DISTURBED
        ? [`a core was waited for during ${Math.round(waited * 100)} % of the time`]
        : []),
    ],
  };
}
