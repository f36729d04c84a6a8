import type { Member, MemberParts } from '../call/Member.ts';
import { codeOf } from '../call/Participant.ts';
import type { ParticipantPlan } from '../call/ParticipantPlan.ts';
import { systemClock, type Clock, type ClockOrigin } from '../Clock.ts';
import { makeCertificate, type Certificate } from '../dtls/certificate.ts';
import { Recorder } from '../measure/Recorder.ts';
import { udpSockets } from '../measure/udpSockets.ts';
import { Pacer } from '../net/Pacer.ts';
import type { GeneratorSample } from './messages.ts';

/** Milliseconds between two turns of a participant's feedback, and into how many slices they are spread. */
const FEEDBACK_INTERVAL = 100;
const SLICES = 10;

/** The participants of one process. */
export class Generator {
  readonly #memberOf: (parts: MemberParts) => Member;
  readonly #clock: Clock;
  readonly #recorder = new Recorder();
  readonly #pacer: Pacer;
  /** One for all: what a handshake costs does not depend on it. */
  readonly #certificate: Certificate = makeCertificate(Date.now());
  readonly #participants = new Map<number, Member>();
  readonly #timer: NodeJS.Timeout;
  #slice = 0;
  #cpu = process.threadCpuUsage();
  #sampledAt = performance.now();
  #drops = 0;

  constructor(origin: ClockOrigin, memberOf: (parts: MemberParts) => Member) {
    this.#memberOf = memberOf;
    this.#clock = systemClock(origin);
    this.#pacer = new Pacer(this.#clock, this.#recorder);
    this.#timer = setInterval(() => this.#tick(), FEEDBACK_INTERVAL / SLICES);
  }

  /** Undefined: it is in. Otherwise why not. */
  async join(plan: ParticipantPlan): Promise<string | undefined> {
    const participant = this.#memberOf({
      plan,
      certificate: this.#certificate,
      clock: this.#clock,
      recorder: this.#recorder,
      pacer: this.#pacer,
    });
    this.#participants.set(plan.id, participant);
    try {
      await participant.join();
      return undefined;
    } catch (error) {
      this.#participants.delete(plan.id);
      await participant.leave();
      const cause = codeOf(error);
      this.#recorder.failed(`join: ${cause}`);
      return cause;
    }
  }

  async leave(id: number): Promise<void> {
    const participant = this.#participants.get(id);
    this.#participants.delete(id);
    await participant?.leave();
  }

  /** Nobody sends anything until `go()`. */
  hold(): void {
    this.#pacer.hold();
  }

  go(): void {
    this.#pacer.go();
  }

  sample(): GeneratorSample {
    const now = performance.now();
    const cpu = process.threadCpuUsage(this.#cpu);
    const elapsed = Math.max(1, now - this.#sampledAt);
    const share = (cpu.user + cpu.system) / 1000 / elapsed;
    this.#cpu = process.threadCpuUsage();
    this.#sampledAt = now;
    let liveTracks = 0;
    for (const participant of this.#participants.values()) liveTracks += participant.sample();
    return {
      ...this.#recorder.take(),
      seconds: elapsed / 1000,
      liveTracks,
      participants: this.#participants.size,
      cpu: share,
      memory: process.memoryUsage.rss(),
      drops: this.#newDrops(),
    };
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#participants.keys()].map((id) => this.leave(id)));
  }

  #tick(): void {
    const now = this.#clock.now();
    this.#slice = (this.#slice + 1) % SLICES;
    for (const [id, participant] of this.#participants) {
      if (id % SLICES === this.#slice) participant.tick(now);
    }
  }

  /** Of sockets that are gone nobody knows any more. */
  #newDrops(): number {
    const own = new Set([...this.#participants.values()].flatMap(({ localPorts }) => localPorts));
    const total = udpSockets()
      .filter(({ port }) => own.has(port))
      .reduce((sum, { drops }) => sum + drops, 0);
    const since = Math.max(0, total - this.#drops);
    this.#drops = total;
    return since;
  }
}
