import { spawn, type ChildProcess } from 'node:child_process';
import type { Clock, Log } from '../call/ports.ts';
import { RestartDelay } from '../RestartDelay.ts';
import { StartError } from '../StartError.ts';

/** Milliseconds in which a process that was told to end must have done so; then it is killed. */
const EXIT_LIMIT = 2_000;

export interface TurnProcessOptions {
  /** The file that Node runs. */
  program: string;
  env: NodeJS.ProcessEnv;
  clock: Clock;
  log: Log;
}

/** What the program tells over its channel, once. */
type News = { name: 'listening' } | { name: 'failed'; problems: string[] };

type State =
  | { name: 'starting'; child: ChildProcess | undefined }
  | { name: 'running'; child: ChildProcess; since: number }
  | { name: 'waiting'; cancel: () => void }
  | { name: 'closed' };

/**
 * The bundled TURN server, a process of its own. When it dies another one takes its place, again and again: who was
 * connected through it comes back by a restart of ICE, and nobody else notices.
 */
export class TurnProcess {
  readonly #options: TurnProcessOptions;
  #state: State = { name: 'starting', child: undefined };
  readonly #restartDelay = new RestartDelay();

  private constructor(options: TurnProcessOptions) {
    this.#options = options;
  }

  /** @throws {StartError} With all that is wrong with its settings. */
  static async start(options: TurnProcessOptions): Promise<TurnProcess> {
    const turn = new TurnProcess(options);
    await turn.#start();
    return turn;
  }

  get pid(): number | undefined {
    return this.#state.name === 'running' ? this.#state.child.pid : undefined;
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
    await listening(child);
    if (this.#isClosed()) return;
    this.#state = { name: 'running', child, since: clock.now() };
    child.once('exit', (code, signal) => {
      this.#died(signal ?? `exit code ${code}`);
    });
  }

  #died(reason: string): void {
    const { clock, log } = this.#options;
    if (this.#state.name !== 'running') return;
    const lived = clock.now() - this.#state.since;
    log.error({ pid: this.pid, livedMs: lived, reason }, 'the TURN server died');
    this.#replaceAfter(this.#restartDelay.next(lived));
  }

  #replaceAfter(delay: number): void {
    const { clock, log } = this.#options;
    const cancel = clock.after(delay, () => {
      this.#start().then(
        () => {
          if (!this.#isClosed()) log.info({ pid: this.pid }, 'a new TURN server replaces it');
        },
        (error: unknown) => {
          if (this.#isClosed()) return;
          log.error({ err: error }, 'a new TURN server did not start');
          this.#replaceAfter(this.#restartDelay.next(0));
        },
      );
    });
    this.#state = { name: 'waiting', cancel };
  }

  async #end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(EXIT_LIMIT, () => child.kill('SIGKILL'));
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
async function listening(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let problems: string[] | undefined;
    child.on('message', (news: Partial<News>) => {
      if (news.name === 'listening') resolve();
      if (news.name === 'failed') ({ problems } = news);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const unsaid = `The TURN server ended at its start (${signal ?? `exit code ${code}`}).`;
      reject(new StartError(problems ?? [unsaid]));
    });
  });
}
