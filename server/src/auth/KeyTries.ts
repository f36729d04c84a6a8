import type { Clock } from '../call/ports.ts';

/** Milliseconds for which the answer to the first wrong key is held back; twice as long for each further one. */
const FIRST_DELAY = 250;
const LONGEST_DELAY = 4_000;
/** Wrong keys of one client after which none is looked at, and for how many milliseconds. */
const MOST_TRIES = 10;
const PAUSE = 600_000;
/** Clients that are remembered; whoever tried longest ago is forgotten first. */
const MOST_CLIENTS = 10_000;

interface Tries {
  readonly count: number;
  readonly lastAt: number;
}

/**
 * Which clients have tried how many wrong keys. A key is too long to be guessed: this keeps their tries from being many, and
 * never keeps out anybody else.
 */
export class KeyTries {
  readonly #clock: Clock;
  readonly #byNetwork = new Map<string, Tries>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds for which nothing of this client is looked at. Who cannot be told from others is only slowed. */
  pauseOf(network: string | undefined): number {
    if (network === undefined) return 0;
    const { count, lastAt } = this.#triesOf(network);
    return count >= MOST_TRIES ? lastAt + PAUSE - this.#clock.now() : 0;
  }

  /** A wrong one. Returns for how many milliseconds its answer is held back. */
  wrong(network: string | undefined): number {
    const key = network ?? '';
    const count = this.#triesOf(key).count + 1;
    this.#byNetwork.delete(key);
    this.#byNetwork.set(key, { count, lastAt: this.#clock.now() });
    if (this.#byNetwork.size > MOST_CLIENTS) {
      const [first = ''] = this.#byNetwork.keys();
      this.#byNetwork.delete(first);
    }
    return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (count - 1));
  }

  #triesOf(key: string): Tries {
    const tries = this.#byNetwork.get(key);
    return tries && this.#clock.now() - tries.lastAt < PAUSE ? tries : { count: 0, lastAt: 0 };
  }
}
