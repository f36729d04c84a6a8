import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ParticipantPlan } from '../call/ParticipantPlan.ts';
import type { ServerAddress } from '../call/SignalingSocket.ts';
import type { ClockOrigin } from '../Clock.ts';
import type { FromGenerator, GeneratorSample, ToGenerator } from './messages.ts';

const program = fileURLToPath(new URL('../generatorMain.ts', import.meta.url));
/** Milliseconds in which a process that was told to stop has to. */
const STOP_LIMIT = 10_000;

interface Member {
  readonly process: ChildProcess;
  readonly stopped: Promise<void>;
}

/** The processes that make the load. A participant is always in the same one. */
export class Fleet {
  readonly #members: readonly Member[];
  readonly #joining = new Map<number, (cause: string | undefined) => void>();
  readonly #leaving = new Map<number, () => void>();
  #samples: (GeneratorSample & { process: number })[] = [];
  #closing = false;

  /** @param died Called when a process ended that was not told to. */
  constructor(
    options: { processes: number; server: ServerAddress; origin: ClockOrigin },
    died: (reason: string) => void,
  ) {
    const { processes, server, origin } = options;
    this.#members = Array.from({ length: processes }, (_, n) => {
      const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      child.on('message', (message: FromGenerator) => this.#told(message, n));
      const stopped = new Promise<void>((resolve) => {
        child.once('exit', (code, signal) => {
          resolve();
          if (!this.#closing) died(`a process of the load tester ended by itself (${signal ?? code})`);
        });
      });
      return { process: child, stopped };
    });
    this.#tellAll({ kind: 'start', origin, server });
  }

  /** Undefined: it is in. Otherwise why not. */
  join(plan: ParticipantPlan): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.#joining.set(plan.id, resolve);
    this.#tell(plan.id, { kind: 'join', plan });
    return promise;
  }

  leave(id: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#leaving.set(id, resolve);
    this.#tell(id, { kind: 'leave', id });
    return promise;
  }

  /** What came since the last time, with the number of the process that it is of. */
  takeSamples(): (GeneratorSample & { process: number })[] {
    const samples = this.#samples;
    this.#samples = [];
    return samples;
  }

  /** Everybody leaves; resolved when no process is left. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#tellAll({ kind: 'stop' });
    const kill = setTimeout(() => {
      for (const { process } of this.#members) process.kill('SIGKILL');
    }, STOP_LIMIT);
    await Promise.all(this.#members.map(({ stopped }) => stopped));
    clearTimeout(kill);
    for (const resolve of this.#joining.values()) resolve('the load tester stopped');
    for (const resolve of this.#leaving.values()) resolve();
  }

  #tell(id: number, message: ToGenerator): void {
    this.#send(this.#members[id % this.#members.length], message);
  }

  #tellAll(message: ToGenerator): void {
    for (const member of this.#members) this.#send(member, message);
  }

  #send(member: Member | undefined, message: ToGenerator): void {
    if (member?.process.connected) member.process.send(message);
  }

  #told(message: FromGenerator, process: number): void {
    switch (message.kind) {
      case 'joined':
      case 'refused':
        this.#joining.get(message.id)?.(message.kind === 'joined' ? undefined : message.cause);
        this.#joining.delete(message.id);
        break;
      case 'left':
        this.#leaving.get(message.id)?.();
        this.#leaving.delete(message.id);
        break;
      case 'sample':
        this.#samples.push({ ...message.sample, process });
        break;
      case 'stopped':
        break;
      default:
        message satisfies never;
    }
  }
}
