import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endOf, startNode } from './programs.ts';
import type { Results, Task } from './Task.ts';

/** A process that makes the load, on one core. */
export class Generator {
  readonly #child: ChildProcess;
  readonly #ended: Promise<never>;

  constructor(core: number) {
    this.#child = startNode(core, ['generatorMain.ts']);
    this.#ended = endOf(this.#child);
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
