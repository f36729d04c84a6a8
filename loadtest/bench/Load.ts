import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Results, ServerKind, Task } from './Task.ts';

const program = fileURLToPath(new URL('generatorMain.ts', import.meta.url));

/** The process that makes the load on one server, on a core of its own. */
export class Load {
  readonly #child: ChildProcess;
  readonly #ended: Promise<never>;

  constructor(core: number, kind: ServerKind, url: string) {
    this.#child = spawn('taskset', ['-c', String(core), process.execPath, program, kind, url], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#ended = once(this.#child, 'exit').then(() => {
      throw new Error('the generator has ended');
    });
    this.#ended.catch(() => {});
  }

  async run<T extends Task>(task: T): Promise<Results[T['name']]> {
    this.#child.send(task);
    const [answer] = (await Promise.race([once(this.#child, 'message'), this.#ended])) as [
      { result: Results[T['name']]; error?: string },
    ];
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.result;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}
