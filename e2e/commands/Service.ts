import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { poll } from '../harness/poll.ts';
import { root } from './enterMachine.ts';

/** Milliseconds in which a service must be there, and after a signal gone. */
const LIMIT = 60_000;

/** Commands that go on until they are stopped, as somebody at a terminal would have them. */
export class Service {
  readonly #commands: string;
  readonly #shell: ChildProcess;
  #log = '';

  private constructor(commands: string, env: NodeJS.ProcessEnv) {
    this.#commands = commands;
    // On a terminal of its own; the exit code is that of the commands.
    this.#shell = spawn('script', ['-qefc', `set -eo pipefail\n${commands}`, '/dev/null'], {
      cwd: root,
      env: { ...env, SHELL: '/bin/bash' },
      stdio: 'pipe',
    });
    this.#shell.stdout?.on('data', (chunk: Buffer) => {
      this.#log += chunk.toString();
    });
  }

  /**
   * @param port The TCP port on which it answers when it is there.
   * @throws {Error} with what it said, when it ends instead.
   */
  static async start(commands: string, env: NodeJS.ProcessEnv, port: number): Promise<Service> {
    const service = new Service(commands, env);
    await poll(
      `port ${port} of ${commands}`,
      async () => {
        if (service.#shell.exitCode !== null) throw new Error(`it has ended:\n${service.#log}`);
        return canConnect(port);
      },
      { limit: LIMIT, pause: 100 },
    );
    return service;
  }

  /**
   * By Ctrl-C.
   * @throws {Error} when it does not end in order.
   */
  async stop(): Promise<void> {
    const ended = once(this.#shell, 'exit', { signal: AbortSignal.timeout(LIMIT) });
    this.#shell.stdin?.write('\u0003');
    const [code] = (await ended.catch(() => {
      // With its terminal it goes, too.
      this.#shell.kill('SIGKILL');
      throw new Error(`${this.#commands} did not end in ${LIMIT} ms:\n${this.#log.slice(-4_000)}`);
    })) as [number | null];
    if (code !== 0 && code !== 130) {
      throw new Error(`${this.#commands} ended with ${code}:\n${this.#log.slice(-4_000)}`);
    }
  }
}

async function canConnect(port: number): Promise<boolean> {
  const socket = connect({ port, host: 'localhost' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
