import type { ParticipantPlan } from '../call/ParticipantPlan.ts';
import { clockOrigin } from '../Clock.ts';
import {
  readServerObjects,
  readWhatIsLeft,
  type Kept,
  type ServerObjects,
} from '../measure/serverObjects.ts';
import { ServerProcesses } from '../measure/serverProcesses.ts';
import { summaryOf, Timeline, type Moment, type Summary } from '../measure/Timeline.ts';
import { OptionError } from '../OptionError.ts';
import { Fleet } from './Fleet.ts';
import type { Options } from './options.ts';
import { expectedTracks, planOf, subscriberPlan } from './plan.ts';
import { refusal, tryJoin } from './preflight.ts';

/** Milliseconds between moments. */
const INTERVAL = 1_000;
/** Seconds in which the SFU's estimates rise before what comes counts. */
const SETTLE = 3;
/** How `--find-limit` goes on: so much more each time, for so many seconds. */
const GROWTH = 1.25;
const LEAST_STEP = 10;
const STEP_SECONDS = 8;
/** What is too much. */
export const TOO_MUCH = { loss: 0.001, p99: 5, generatorCpu: 0.85 } as const;

/** Of a core: who uses less is not what is in the way. */
const IDLE = 0.5;

/** One step of the search for the limit. */
export interface Step {
  readonly subscribers: number;
  readonly summary: Summary;
  /** Why this was too much; undefined: it was not. */
  readonly problem: string | undefined;
}

export interface RunResult {
  readonly options: Options;
  readonly startedAt: number;
  readonly moments: readonly Moment[];
  readonly expectedTracks: number;
  readonly joined: number;
  readonly planned: number;
  /** From the first join asked for to the last one answered, of those who come before the measurement. */
  readonly joinsPerSecond: number;
  readonly interrupted: boolean;
  readonly steps: readonly Step[];
  readonly churned: number;
  /** What the server held before and holds after, where it tells. */
  readonly kept: Kept | undefined;
}

/** A whole load test, from the first join to the last leave. */
export class Run {
  readonly #options: Options;
  readonly #progress: (moment: Moment, phase: string) => void;
  readonly #metricsToken: string | undefined;
  readonly #stop = new AbortController();
  #phase = 'joining';
  #isMeasured = false;
  #asked = 0;
  #joined = 0;
  /** Why the server takes nobody more, where it is its limit that is looked for. */
  #refused: string | undefined;
  #churned = 0;
  #timeline: Timeline | undefined;
  #server: ServerProcesses | undefined;
  #failure: Error | undefined;

  /** @param metricsToken With which the server tells what it holds. */
  constructor(options: Options, progress: (moment: Moment, phase: string) => void, metricsToken?: string) {
    this.#options = options;
    this.#metricsToken = metricsToken;
    this.#progress = progress;
  }

  /** Ends it early, in order, with what there is. */
  stop(): void {
    this.#stop.abort();
  }

  /**
   * @param beside What is done beside it: once everybody is in, and when all was measured.
   * @throws {OptionError}
   */
  async run(beside: { ready(): Promise<void>; measured(): Promise<void> }): Promise<RunResult> {
    const options = this.#options;
    const { transport, voices } = await tryJoin(options);
    const before = await this.#readObjects();
    this.#server = ServerProcesses.behind(transport);
    const { url, insecure, processes } = options;
    const origin = clockOrigin();
    const fleet = new Fleet({ processes, server: { url, insecure }, origin }, (reason) => {
      this.#fail(new Error(reason));
    });
    const startedAt = Date.now();
    const timeline = new Timeline(startedAt, this.#server?.usage());
    this.#timeline = timeline;
    const timer = setInterval(() => this.#take(fleet), INTERVAL);
    const { publishers, subscribers } = planOf(options, voices);
    const steps: Step[] = [];
    let joinsPerSecond = 0;
    try {
      const from = performance.now();
      await this.#join(fleet, publishers);
      await this.#join(fleet, subscribers);
      joinsPerSecond = (this.#joined * 1000) / Math.max(1, performance.now() - from);
      this.#phase = 'settling';
      await this.#wait(SETTLE);
      if (!this.#stop.signal.aborted) await beside.ready();
      this.#isMeasured = true;
      this.#phase = 'measuring';
      if (options.churn > 0) await this.#churn(fleet, subscribers);
      if (options.findLimit) steps.push(...(await this.#findLimit(fleet, publishers.length)));
      else await this.#wait(options.duration);
      this.#isMeasured = false;
      await beside.measured();
    } finally {
      clearInterval(timer);
      this.#phase = 'leaving';
      await fleet.close();
      this.#take(fleet);
    }
    if (this.#failure) throw this.#failure;
    const perRoom = (steps.at(-1)?.subscribers ?? subscribers.length) / options.rooms;
    return {
      options,
      startedAt,
      moments: timeline.moments,
      expectedTracks: expectedTracks(options, perRoom, voices),
      joined: this.#joined,
      planned: this.#asked,
      joinsPerSecond,
      interrupted: this.#stop.signal.aborted,
      steps,
      churned: this.#churned,
      kept: before && (await readWhatIsLeft(before, async () => (await this.#readObjects()) ?? before)),
    };
  }

  /** @throws {OptionError} */
  async #readObjects(): Promise<ServerObjects | undefined> {
    if (this.#metricsToken === undefined) return undefined;
    try {
      return await readServerObjects(this.#options.url, this.#metricsToken);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new OptionError(
        `With the METRICS_TOKEN that is set, the server does not tell what it holds: ${reason}.`,
        {
          cause: error,
        },
      );
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#stop.abort();
  }

  #take(fleet: Fleet): void {
    if (!this.#timeline) return;
    const samples = fleet.takeSamples();
    const usage = this.#server?.usage();
    const isMeasured = this.#isMeasured;
    this.#progress(this.#timeline.add(Date.now(), { samples, usage, isMeasured }), this.#phase);
  }

  /** Each when it is due, and once there is room for it among those that are under way. */
  async #join(fleet: Fleet, plans: readonly ParticipantPlan[]): Promise<void> {
    const { joinRate, joinsAtOnce } = this.#options;
    const isPaced = Number.isFinite(joinRate);
    const underWay = new Set<Promise<void>>();
    const from = performance.now();
    for (const [n, plan] of plans.entries()) {
      if (this.#stop.signal.aborted) break;
      if (isPaced) await this.#wait((from + (n * 1000) / joinRate - performance.now()) / 1000);
      if (underWay.size >= joinsAtOnce) await Promise.race(underWay);
      const joining = this.#joinOne(fleet, plan).finally(() => underWay.delete(joining));
      underWay.add(joining);
    }
    await Promise.all(underWay);
  }

  async #joinOne(fleet: Fleet, plan: ParticipantPlan): Promise<void> {
    this.#asked += 1;
    const cause = await fleet.join(plan);
    if (cause === undefined) this.#joined += 1;
    // More of the same would not get further, and what is measured would not be what was asked for.
    else if (cause === 'room_full' && this.#options.findLimit) this.#refused = refusal(cause);
    else if (cause === 'room_full') this.#fail(new OptionError(refusal(cause)));
  }

  /** One leaves and another comes, again and again. */
  async #churn(fleet: Fleet, subscribers: readonly ParticipantPlan[]): Promise<void> {
    const { churn, joinRate, joinsAtOnce, publishers, rooms } = this.#options;
    const present = [...subscribers];
    const from = performance.now();
    const first = (publishers + this.#options.subscribers) * rooms;
    const underWay = new Set<Promise<void>>();
    for (let n = 0; n < churn && !this.#stop.signal.aborted; n += 1) {
      this.#phase = `churning, ${n} of ${churn}`;
      if (Number.isFinite(joinRate))
        await this.#wait((from + (n * 1000) / joinRate - performance.now()) / 1000);
      if (underWay.size >= joinsAtOnce) await Promise.race(underWay);
      // Who is not in yet cannot leave.
      while (present.length === 0 && underWay.size > 0) await Promise.race(underWay);
      const leaver = present.shift();
      if (!leaver) break;
      const joiner = { ...subscriberPlan(this.#options, first + n), room: leaver.room };
      const turn = (async () => {
        await fleet.leave(leaver.id);
        await this.#joinOne(fleet, joiner);
        present.push(joiner);
        this.#churned += 1;
      })().finally(() => underWay.delete(turn));
      underWay.add(turn);
    }
    await Promise.all(underWay);
    this.#phase = 'measuring';
  }

  async #findLimit(fleet: Fleet, publishers: number): Promise<Step[]> {
    const { rooms } = this.#options;
    let count = this.#options.subscribers * rooms;
    const steps: Step[] = [];
    for (;;) {
      this.#phase = `trying ${count} subscribers`;
      const first = this.#timeline?.moments.length ?? 0;
      await this.#wait(STEP_SECONDS);
      if (this.#stop.signal.aborted) return steps;
      const moments = this.#timeline?.moments.slice(first) ?? [];
      const summary = summaryOf(moments);
      const problem = this.#refused ?? problemOf(summary);
      steps.push({ subscribers: count, summary, problem });
      if (problem !== undefined) return steps;
      const more = Math.ceil(Math.max(LEAST_STEP, count * (GROWTH - 1)) / rooms) * rooms;
      const plans = Array.from({ length: more }, (_, n) =>
        subscriberPlan(this.#options, publishers + count + n),
      );
      this.#phase = `joining, up to ${count + more} subscribers`;
      this.#isMeasured = false;
      await this.#join(fleet, plans);
      await this.#wait(SETTLE);
      this.#isMeasured = true;
      count += more;
    }
  }

  /** Until then, or until it is stopped. */
  async #wait(seconds: number): Promise<void> {
    const { signal } = this.#stop;
    if (seconds <= 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, seconds * 1000);
      signal.addEventListener('abort', end);
    });
  }
}

/** Why it was too much: what was lost or late, and who had no more to give. */
function problemOf(summary: Summary): string | undefined {
  const { loss, usualP99: p99, generatorCpu, generatorDrops, server } = summary;
  if (generatorCpu > TOO_MUCH.generatorCpu) {
    return `the generator is the limit: its core is ${percent(generatorCpu)} busy. Use more --processes on more cores`;
  }
  if (loss < TOO_MUCH.loss && p99 < TOO_MUCH.p99) return undefined;
  const what =
    loss >= TOO_MUCH.loss
      ? `${(loss * 100).toFixed(2)} % lost`
      : `p99 of the latency usually ${p99.toFixed(1)} ms`;
  const reasons: string[] = [];
  if (generatorDrops > 0) reasons.push(`${generatorDrops} packets dropped at the generator's own sockets`);
  if (server && server.drops > 0) reasons.push(`${server.drops} packets dropped at the SFU's sockets`);
  if (server) reasons.push(`the SFU's CPU at ${percent(server.sfuCpu)} of a core`);
  if (server && server.sfuCpu < IDLE && generatorCpu < IDLE) {
    reasons.push('and the generator had time, too: look at what else the machine does');
  }
  return `${what}; ${reasons.length > 0 ? reasons.join(', ') : 'the server is elsewhere, and says nothing of its CPU'}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
