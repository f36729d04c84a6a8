import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Programs that a test starts, all of which it ends. */
export class Programs {
  readonly #children: ChildProcess[] = [];

  /**
   * @param ready What it prints when it is; without, nobody waits.
   * @throws {Error} When it ends before that.
   */
  async start(command: readonly string[], env: Record<string, string>, ready = ''): Promise<void> {
    const [program = '', ...args] = command;
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    const isReady = Promise.withResolvers<void>();
    if (ready === '') isReady.resolve();
    let printed = '';
    const hear = (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes(ready)) isReady.resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', isReady.reject);
    child.on('exit', () => isReady.reject(new Error(`${program} has ended:\n${printed}`)));
    await isReady.promise;
  }

  /** A Parley of its own, without anything of the machine's own settings. */
  startParley(env: Record<string, string>): Promise<void> {
    return this.start([process.execPath, 'server/src/main.ts'], env, 'Server listening');
  }

  async end(): Promise<void> {
    await Promise.all(
      this.#children.splice(0).map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGTERM');
        await once(child, 'exit');
      }),
    );
  }
}
