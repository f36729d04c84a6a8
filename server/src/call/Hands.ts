import { limits } from '@parley/protocol';
import type { Peer } from './Peer.ts';
import { PeerRates } from './PeerRates.ts';
import type { Peers } from './Peers.ts';
import type { Clock } from './ports.ts';

/** Who asks to speak, in the order in which they asked. */
export class Hands {
  readonly #peers: Peers;
  readonly #rates: PeerRates;
  readonly #raised = new Set<Peer>();

  constructor({ clock, peers }: { clock: Clock; peers: Peers }) {
    this.#peers = peers;
    this.#rates = new PeerRates(clock, { perSecond: limits.handsPerSecond, burst: limits.handBurst });
  }

  /** Their ids, the first first. */
  describe(): string[] {
    return [...this.#raised].map(({ id }) => id);
  }

  /** @throws {CallError} `too_fast` */
  raise(peer: Peer): void {
    if (this.#raised.has(peer)) return;
    this.#rates.take(peer);
    this.#raised.add(peer);
    this.#peers.tellAll('handRaised', { peerId: peer.id });
  }

  /** Always possible: nobody lowers more often than they raise. */
  lower(peer: Peer): void {
    if (this.#raised.delete(peer)) this.#peers.tellAll('handLowered', { peerId: peer.id });
  }

  /** Who is told that the peer is gone knows that its hand is, too. */
  left(peer: Peer): void {
    this.#raised.delete(peer);
  }
}
