import { spawn, type ChildProcess } from 'node:child_process';
import type { Clock, Log } from '../call/ports.ts';
import { RestartDelay } from './RestartDelay.ts';
import { StartError } from '../StartError.ts';

export interface ChildProgramOptions {
  /** The file that Node runs. */
  program: string;
  /** What the log and the operator know it as. */
  name: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds in which a process that was told to end must have done so; then it is killed. */
  exitLimit: number;
  clock: Clock;
  log: Log;
}

/** What one tells in its life; it cannot be heard before it listens. */
export interface ChildEvents<News> {
  /** It is there, at first or in the place of one that died. */
  started(): void;
  heard(news: News): void;
  died(): void;
}

/** What every one of our programs tells over its channel once it runs. */
type FirstNews = { name: 'listening' } | { name: 'failed'; problems: string[] };

type State =
  | { name: 'starting'; child: ChildProcess | undefined }
  | { name: 'running'; child: ChildProcess; since: number }
  | { name: 'waiting'; cancel: () => void }
  | { name: 'closed' };

/** A program of ours in a process of its own. When it dies another one takes its place, again and again. */
export class ChildProgram<Command extends object = never, News = never> {
  readonly #options: ChildProgramOptions;
  readonly #events: Partial<ChildEvents<News>>;
  #state: State = { name: 'starting', child: undefined };
  readonly #restartDelay = new RestartDelay();

  private constructor(options: ChildProgramOptions, events: Partial<ChildEvents<News>>) {
    this.#options = options;
    this.#events = events;
  }

  /** @throws {StartError} With all that is wrong with its settings. */
  static async start<Command extends object = never, News = never>(
    options: ChildProgramOptions,
    events: Partial<ChildEvents<News>> = {},
  ): Promise<ChildProgram<Command, News>> {
    const program = new ChildProgram<Command, News>(options, events);
    await program.#start();
    return program;
  }

  get pid(): number | undefined {
    return this.#state.name === 'running' ? this.#state.child.pid : undefined;
  }

  /** Whether it was there to be told. */
  tell(command: Command): boolean {
    if (this.#state.name !== 'running' || !this.#state.child.connected) return false;
    // One that dies now is heard of by its end.
    this.#state.child.send(command, () => {});
    return true;
  }

  /** Resolved when no process is left. */
  async close(): Promise<void> {
    const state = this.#state;
    this.#state = { name: 'closed' };
    if (state.name === 'waiting') state.cancel();
    if ('child' in state && state.child) await this.#end(state.child);
  }

  async #start(): Promise<void> {
    const { program, env, clock } = this.#options;
    // It sees by the end of its channel that this process is gone, however that came.
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#state = { name: 'starting', child };
    await listening(child, this.#options.name);
    if (this.#isClosed()) return;
    this.#state = { name: 'running', child, since: clock.now() };
    child.once('exit', (code, signal) => {
      this.#died(signal ?? `exit code ${code}`);
    });
    child.on('message', (news: News) => this.#events.heard?.(news));
    this.#events.started?.();
  }

  #died(reason: string): void {
    const { clock, log, name } = this.#options;
    if (this.#state.name !== 'running') return;
    const lived = clock.now() - this.#state.since;
    log.error({ programPid: this.pid, livedMs: lived, reason }, `the ${name} died`);
    this.#replaceAfter(this.#restartDelay.next(lived));
    this.#events.died?.();
  }

  #replaceAfter(delay: number): void {
    const { clock, log, name } = this.#options;
    const cancel = clock.after(delay, () => {
      this.#start().then(
        () => {
          if (!this.#isClosed()) log.info({ programPid: this.pid }, `a new ${name} replaces it`);
        },
        (error: unknown) => {
          if (this.#isClosed()) return;
          log.error({ err: error }, `a new ${name} did not start`);
          this.#replaceAfter(this.#restartDelay.next(0));
        },
      );
    });
    this.#state = { name: 'waiting', cancel };
  }

  async #end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(this.#options.exitLimit, () => child.kill('SIGKILL'));
      child.once('exit', () => {
        cancel();
        resolve();
      });
      child.kill('SIGTERM');
    });
  }

  #isClosed(): boolean {
    return this.#state.name === 'closed';
  }
}

/** Until it serves. @throws {StartError} when it cannot, and has ended. */
async function listening(child: ChildProcess, name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let problems: string[] | undefined;
    child.on('message', (news: Partial<FirstNews>) => {
      if (news.name === 'listening') resolve();
      if (news.name === 'failed') ({ problems } = news);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const unsaid = `The ${name} ended at its start (${signal ?? `exit code ${code}`}).`;
      reject(new StartError(problems ?? [unsaid]));
    });
  });
}
