import type { Clock, Log } from './call/ports.ts';

/** Milliseconds in which the server ends: a recorder has ten of these seconds for its files, all others less. */
const LIMIT = 20_000;

/** The end of the server, part by part: of one that does not come in time, the log says which parts it waits for. */
export class Ending {
  readonly #clock: Clock;
  readonly #log: Log;
  /** Connections are closed before anything else is. */
  readonly #pending = new Set(['connections']);

  constructor({ clock, log }: { clock: Clock; log: Log }) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Resolved when every part has ended. The connections have. */
  async of(parts: Record<string, Promise<void> | undefined>): Promise<void> {
    this.#pending.delete('connections');
    await Promise.all(
      Object.entries(parts).map(async ([name, ended]) => {
        this.#pending.add(name);
        await ended;
        this.#pending.delete(name);
      }),
    );
  }

  /** Whether it came in time. */
  async inTime(closed: Promise<void>): Promise<boolean> {
    const late = Promise.withResolvers<false>();
    const cancel = this.#clock.after(LIMIT, () => {
      this.#log.error({ waitsFor: [...this.#pending] }, 'the server did not end in time, and is ended');
      late.resolve(false);
    });
    try {
      return await Promise.race([closed.then(() => true), late.promise]);
    } finally {
      cancel();
    }
  }
}
