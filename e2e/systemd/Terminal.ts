import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { FreshDebian } from '../newcomer/FreshDebian.ts';
import type { Entrance } from './boot.ts';

/** Root's, in a system that was booted. */
export class Terminal {
  readonly #debian: FreshDebian;
  readonly #entrance: Entrance;

  constructor(debian: FreshDebian, entrance: Entrance) {
    this.#debian = debian;
    this.#entrance = entrance;
  }

  /**
   * Resolves to what the commands print.
   * @throws {Error} with that, and with the commands as they were run, when one of them fails.
   */
  async type(commands: string): Promise<string> {
    const shell = this.#debian.type(commands, this.#entrance);
    const { stdout, stderr } = shell;
    if (!stdout || !stderr) throw new Error('the shell has no outputs');
    const outputs = Promise.all([text(stdout), text(stderr)]);
    const [code] = (await once(shell, 'close')) as [number | null];
    const [printed, complained] = await outputs;
    if (code !== 0) throw new Error(`the exit code is ${code}:\n${(printed + complained).slice(-6_000)}`);
    return printed;
  }
}
