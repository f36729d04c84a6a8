import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Programs that a test needs beside it, until it is over. */
export class StartedPrograms {
  readonly #started: ChildProcess[] = [];

  start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // What nobody reads would make it wait at some time.
    child.stdout.on('data', () => {});
    this.#started.push(child);
    return child;
  }

  async stop(): Promise<void> {
    for (const child of this.#started) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
  }
}
