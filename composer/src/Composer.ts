import type { Command, News, Problem } from './channel.ts';
import { compose } from './compose.ts';
import { ComposeError } from './ComposeError.ts';
import type { Lettering } from './plates/Lettering.ts';
import { preview } from './preview.ts';
import { Scratch } from './Scratch.ts';

export interface ComposerOptions {
  readonly lettering: Lettering;
  /** Milliseconds; never goes back. */
  readonly now: () => number;
  readonly tell: (news: News) => void;
}

type Order = Exclude<Command, { name: 'cancel' }>;

/** Milliseconds between two words on how far a film is. */
const PROGRESS_INTERVAL = 1_000;

/** Carries out what is wanted, one after the other. */
export class Composer {
  readonly #options: ComposerOptions;
  readonly #orders: { order: Order; abort: AbortController }[] = [];
  #working: Promise<void> = Promise.resolve();

  constructor(options: ComposerOptions) {
    this.#options = options;
  }

  /** Resolved when it is done, or nobody wants it any more. */
  carryOut(command: Command): Promise<void> {
    if (command.name === 'cancel') this.#abort(({ name, dir }) => name === 'compose' && dir === command.dir);
    const abort = new AbortController();
    if (command.name !== 'cancel') this.#orders.push({ order: command, abort });
    this.#working = this.#working.then(() =>
      command.name === 'cancel'
        ? Scratch.remove(command.dir).catch(() => {})
        : this.#make(command, abort.signal),
    );
    return this.#working;
  }

  /** What was begun can be gone on with. Resolved when nothing runs any more. */
  close(): Promise<void> {
    this.#abort(() => true);
    return this.#working;
  }

  #abort(isMeant: (order: Order) => boolean): void {
    for (const { order, abort } of this.#orders) if (isMeant(order)) abort.abort();
  }

  async #make(order: Order, signal: AbortSignal): Promise<void> {
    const { tell, lettering } = this.#options;
    const { name, recordingId, dir, file } = order;
    try {
      signal.throwIfAborted();
      if (order.name === 'preview') {
        await preview({ dir, file, lettering, signal });
        tell({ name: 'previewed', recordingId });
      } else {
        const progress = this.#progressOf(recordingId);
        const composed = await compose({ ...order, lettering, signal, progress });
        tell({ name: 'composed', recordingId, ...composed });
      }
    } catch (error) {
      if (signal.aborted) return;
      const reason = reasonOf(error);
      // What was begun is what fills it, in part.
      if (reason.problem === 'disk') await Scratch.remove(dir).catch(() => {});
      tell({ name: 'failed', recordingId, of: name, ...reason });
    } finally {
      this.#orders.splice(
        this.#orders.findIndex((each) => each.order === order),
        1,
      );
    }
  }

  #progressOf(recordingId: string): (done: number) => void {
    const { now, tell } = this.#options;
    let toldAt = -Infinity;
    return (progress) => {
      if (now() - toldAt < PROGRESS_INTERVAL) return;
      toldAt = now();
      tell({ name: 'progress', recordingId, progress });
    };
  }
}

function reasonOf(error: unknown): { problem: Problem; message: string } {
  if (error instanceof ComposeError) return { problem: error.problem, message: error.message };
  const { code, message } = error as NodeJS.ErrnoException;
  return { problem: code === 'ENOSPC' ? 'disk' : 'internal', message };
}
