import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startNode, stop } from '../../scripts/bench/programs.ts';

/**
 * Sees when a core stands still. A virtual machine is not always given the cores that it has, and does not know it; what is
 * late or lost then is the fault of none of those who are compared.
 */
export class CoreWatch {
  readonly #child: ChildProcess;

  constructor(core: number) {
    this.#child = startNode(core, new URL('coreWatchMain.ts', import.meta.url));
  }

  /** Milliseconds, the longest since the last time this was asked. */
  async takeLongest(): Promise<number> {
    const answer = once(this.#child, 'message');
    this.#child.send('take');
    const [longest] = (await answer) as [number];
    return longest;
  }

  stop(): Promise<void> {
    return stop(this.#child);
  }
}
