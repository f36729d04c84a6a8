import { limits, timing } from '@parley/protocol';
import type { Clock } from './ports.ts';

/** Milliseconds for which the answer to the first wrong passcode is held back; twice as long for each further one. */
const FIRST_DELAY = 250;
const LONGEST_DELAY = 4_000;

interface Tries {
  count: number;
  lastAt: number;
}

/** Those who cannot be told apart, as behind a proxy. */
const UNKNOWN = '';

/**
 * Who has tried how many wrong passcodes. Whoever did is slowed down, then refused for a while, and then their neighbours
 * are; who has the right one and comes from elsewhere is not, as long as it is not tried from thousands of networks.
 */
export class PasscodeTries {
  readonly #clock: Clock;
  readonly #byNetwork = new Map<string, Tries>();
  readonly #nearby = new Map<string, Tries>();
  /** Of all together, since `since`. It bounds how many are remembered. */
  #ofRoom: { count: number; since: number };

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#ofRoom = { count: 0, since: clock.now() };
  }

  /** Whether nothing of this client is looked at now. */
  refuses(network = UNKNOWN): boolean {
    this.#expire();
    if (this.#ofRoom.count >= limits.passcodeTriesInAll) return true;
    const own = this.#countOf(this.#byNetwork.get(network));
    if (network === UNKNOWN) return own >= limits.passcodeTriesOfRoom;
    // One try each is enough for those who know it.
    return (
      own >= (this.#isStrict ? 1 : limits.passcodeTries) ||
      this.#countOf(this.#nearby.get(neighbourhoodOf(network))) >= limits.passcodeTriesNearby
    );
  }

  /** A wrong one. Returns for how many milliseconds its answer is held back. */
  wrong(network = UNKNOWN): number {
    this.#ofRoom.count += 1;
    const count = this.#add(this.#byNetwork, network);
    if (network !== UNKNOWN) this.#add(this.#nearby, neighbourhoodOf(network));
    return this.#isStrict ? LONGEST_DELAY : Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (count - 1));
  }

  /** There is another passcode. */
  forget(): void {
    this.#byNetwork.clear();
    this.#nearby.clear();
    this.#ofRoom = { count: 0, since: this.#clock.now() };
  }

  /** Whether so many are tried that it is somebody with many addresses. */
  get #isStrict(): boolean {
    return this.#ofRoom.count >= limits.passcodeTriesOfRoom;
  }

  #add(tries: Map<string, Tries>, key: string): number {
    const count = this.#countOf(tries.get(key)) + 1;
    tries.set(key, { count, lastAt: this.#clock.now() });
    return count;
  }

  #countOf(tries: Tries | undefined): number {
    const isRecent = tries && this.#clock.now() - tries.lastAt < timing.passcodePause;
    return isRecent ? tries.count : 0;
  }

  #expire(): void {
    const now = this.#clock.now();
    if (now - this.#ofRoom.since < timing.passcodePause) return;
    this.#ofRoom = { count: 0, since: now };
    for (const tries of [this.#byNetwork, this.#nearby]) {
      for (const [key, one] of tries) if (this.#countOf(one) === 0) tries.delete(key);
    }
  }
}

/** Of IPv4 the 256 addresses that one customer may easily have, of IPv6 the 48 bits that one customer gets. */
function neighbourhoodOf(network: string): string {
  return network.split(/[.:]/).slice(0, 3).join(':');
}
