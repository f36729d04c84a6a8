import { LoadProcess } from '../../scripts/bench/LoadProcess.ts';
import { Histogram } from '../src/measure/Histogram.ts';
import type { CoreWatch } from './CoreWatch.ts';
import type { Program } from './programs.ts';
import type { Scenario } from './scenarios.ts';
import type { MeasureResult, Results, ServerKind, ServerPids, Task } from './Task.ts';

type Load = LoadProcess<Task, Results>;

const generator = new URL('generatorMain.ts', import.meta.url);
/** Seconds in which voices are chosen again and estimates rise. */
const SETTLE = 1;
/** Milliseconds: a core that stands still for longer is not given to this machine meanwhile. */
const STALL = 60;
/** How often something is measured at most. */
const MAX_TRIES = 5;
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
  /** Bytes. */
  readonly mediaMemory: number;
  readonly serviceMemory: number;
  /** Milliseconds, the longest that the server's or the generator's core stood still. */
  readonly stalled: number;
  /** Why it says less than it seems to. */
  readonly invalid: readonly string[];
}

/** Everybody of a scenario on one server, who send only while they are measured. */
export class Crowd {
  readonly kind: ServerKind;
  readonly #load: Load;
  readonly #pids: ServerPids;
  readonly #scenario: Scenario;

  /** @throws {Error} When somebody does not get in. */
  static async enter(server: Program, scenario: Scenario, core: number): Promise<Crowd> {
    const { kind, url, pids } = server;
    const load: Load = new LoadProcess(core, generator, [kind, url]);
    const { refused } = await load.run({ name: 'enter', plans: scenario.plans });
    if (refused.length > 0) {
      throw new Error(`${scenario.name} on ${kind}: ${refused.length} not in, ${refused[0]}`);
    }
    return new Crowd({ kind, load, pids, scenario });
  }

  private constructor(parts: { kind: ServerKind; load: Load; pids: ServerPids; scenario: Scenario }) {
    this.kind = parts.kind;
    this.#load = parts.load;
    this.#pids = parts.pids;
    this.#scenario = parts.scenario;
  }

  /** @throws {Error} When something does not arrive at all, or not as it was sent. */
  async measure(seconds: number, watches: readonly CoreWatch[]): Promise<Round> {
    const pids = this.#pids;
    for (let tries = 1; ; tries += 1) {
      for (const watch of watches) await watch.takeLongest();
      const measured = await this.#load.run({ name: 'measure', settle: SETTLE, seconds, pids });
      const stalled = Math.max(...(await Promise.all(watches.map((watch) => watch.takeLongest()))));
      this.#check(measured);
      const round = roundOf(measured, stalled);
      if (stalled <= STALL || tries === MAX_TRIES) return round;
      console.log(`  a core stood still for ${Math.round(stalled)} ms: ${this.kind} once more`);
    }
  }

  async leave(): Promise<void> {
    await this.#load.run({ name: 'leave' });
    await this.#load.stop();
  }

  #check({ failures, sample: { liveTracks, counts } }: MeasureResult): void {
    const { name, tracks } = this.#scenario;
    if (liveTracks === tracks && counts.damaged === 0 && Object.keys(failures).length === 0) return;
    throw new Error(
      `${name} on ${this.kind}: ${liveTracks} of ${tracks} tracks, ${counts.damaged} damaged, ${JSON.stringify(failures)}`,
    );
  }
}

function roundOf(measured: MeasureResult, stalled: number): Round {
  const { sample, mediaCpu, serviceCpu, mediaMemory, serviceMemory } = measured;
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
    mediaMemory,
    serviceMemory,
    stalled,
    invalid: [
      ...(stalled > STALL ? [`a core stood still for ${Math.round(stalled)} ms`] : []),
      ...(cpu > TOO_BUSY ? [`the generator's core was ${Math.round(cpu * 100)} % busy`] : []),
      ...(drops > 0 ? [`${drops} packets found the generator's sockets full`] : []),
    ],
  };
}
