import { limits, timing } from '@parley/protocol';
import type { Clock } from './ports.ts';

/** Milliseconds for which the answer to the first wrong passcode is held back; twice as long for each further one. */
const FIRST_DELAY = 250;
const LONGEST_DELAY = 4_000;

interface Tries {
  count: number;
  lastAt: number;
}

/** Who has tried how many wrong passcodes: they are slowed down, then refused for a while. */
export class PasscodeTries {
  readonly #clock: Clock;
  /** By network. The limit of the room bounds how many they are. */
  readonly #byNetwork = new Map<string, Tries>();
  #ofRoom: Tries = { count: 0, lastAt: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether nothing of this client is looked at now. */
  refuses(network: string | undefined): boolean {
    if (this.#isOver(this.#ofRoom, limits.passcodeTriesOfRoom)) return true;
    const own = network === undefined ? undefined : this.#byNetwork.get(network);
    return own !== undefined && this.#isOver(own, limits.passcodeTries);
  }

  /** A wrong one. Returns for how many milliseconds its answer is held back. */
  wrong(network: string | undefined): number {
    this.#ofRoom = this.#next(this.#ofRoom);
    if (network === undefined) return delayAfter(this.#ofRoom.count);
    const own = this.#next(this.#byNetwork.get(network));
    this.#byNetwork.set(network, own);
    return delayAfter(own.count);
  }

  /** There is another passcode. */
  forget(): void {
    this.#byNetwork.clear();
    this.#ofRoom = { count: 0, lastAt: 0 };
  }

  #next(before: Tries = { count: 0, lastAt: 0 }): Tries {
    const now = this.#clock.now();
    const isLongAgo = now - before.lastAt >= timing.passcodePause;
    return { count: isLongAgo ? 1 : before.count + 1, lastAt: now };
  }

  #isOver({ count, lastAt }: Tries, limit: number): boolean {
    return count >= limit && this.#clock.now() - lastAt < timing.passcodePause;
  }
}

function delayAfter(count: number): number {
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (count - 1));
}
