import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/**
 * Runs a program to its end and resolves to what it printed.
 * @throws {Error} with what it complained of.
 */
export async function run(command: string, args: readonly string[], input = ''): Promise<string> {
  const program = spawn(command, args, { stdio: 'pipe' });
  program.stdin.on('error', () => undefined); // It may end before it has read everything.
  program.stdin.end(input);
  const outputs = Promise.all([text(program.stdout), text(program.stderr)]);
  const [code] = (await once(program, 'close')) as [number | null];
  const [printed, complained] = await outputs;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}\n${input}${complained}${printed}`);
  return printed;
}

/** A program that goes on beside this one until it is stopped, and what it prints. */
export class Running {
  readonly process: ChildProcess;
  readonly #name: string;
  #log = '';
  #isClosed = false;
  /** Resolves when it prints something, or ends. */
  #news = Promise.withResolvers<void>();

  constructor(command: string, args: readonly string[], options: SpawnOptions = {}) {
    this.#name = [command, ...args].join(' ');
    this.process = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    for (const output of [this.process.stdout, this.process.stderr]) {
      output?.on('data', (chunk: Buffer) => {
        this.#log += chunk.toString();
        this.#tell();
      });
    }
    this.process.on('close', () => {
      this.#isClosed = true;
      this.#tell();
    });
  }

  get log(): string {
    return this.#log;
  }

  /** Waits until it has printed a word. @throws {Error} when it ends before that. */
  async says(word: string): Promise<void> {
    while (!this.#log.includes(word)) {
      if (this.#hasEnded) throw new Error(`${this.#name} has ended:\n${this.#log}`);
      await this.#news.promise;
    }
  }

  /** Resolves when it has ended by itself, and all that it printed is there. */
  async ends(): Promise<number | null> {
    while (!this.#isClosed) await this.#news.promise;
    return this.process.exitCode;
  }

  async stop(): Promise<void> {
    if (this.#hasEnded) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }

  get #hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}
