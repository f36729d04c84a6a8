import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';
import type { Clock } from './ports.ts';
import { RateLimit } from './RateLimit.ts';

/** How often each peer may do something, over all of its sockets. */
export class PeerRates {
  readonly #clock: Clock;
  readonly #rate: { perSecond: number; burst: number };
  readonly #byPeer = new WeakMap<Peer, RateLimit>();

  constructor(clock: Clock, rate: { perSecond: number; burst: number }) {
    this.#clock = clock;
    this.#rate = rate;
  }

  /** Once more. @throws {CallError} `too_fast` */
  take(peer: Peer): void {
    let limit = this.#byPeer.get(peer);
    if (!limit) this.#byPeer.set(peer, (limit = new RateLimit(this.#clock, this.#rate)));
    if (limit.take()) return;
    const { perSecond, burst } = this.#rate;
    throw new CallError('too_fast', `at most ${burst} at once, and ${perSecond} a second in the long run`);
  }
}
