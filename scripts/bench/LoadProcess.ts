import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endOf, startNode, stop } from './programs.ts';

/** What can be asked for, told apart by name. */
export interface NamedTask {
  readonly name: string;
}

export type Answer<Result> = { readonly result: Result } | { readonly error: string };

/** A process that makes the load, on a core of its own: it is given tasks (`takeTasks.ts`), one at a time. */
export class LoadProcess<Task extends NamedTask, Results extends Record<Task['name'], unknown>> {
  readonly #child: ChildProcess;
  readonly #ended: Promise<never>;

  constructor(core: number, program: URL, args: readonly string[] = []) {
    this.#child = startNode(core, program, args);
    this.#ended = endOf(this.#child);
    this.#ended.catch(() => {});
  }

  /** @throws {Error} What it failed of there, or that the process has ended. */
  async run<T extends Task>(task: T): Promise<Results[T['name']]> {
    this.#child.send(task);
    const [answer] = (await Promise.race([once(this.#child, 'message'), this.#ended])) as [
      Answer<Results[T['name']]>,
    ];
    if ('error' in answer) throw new Error(answer.error);
    return answer.result;
  }

  stop(): Promise<void> {
    return stop(this.#child);
  }
}
