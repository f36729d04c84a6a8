import { limits } from '@parley/protocol';
import type { Peer } from './Peer.ts';
import { PeerRates } from './PeerRates.ts';
import type { Peers } from './Peers.ts';
import type { Clock } from './ports.ts';
import type { RecordedEvents } from './RecordedEvents.ts';

export interface HandsParts {
  readonly clock: Clock;
  readonly peers: Peers;
  readonly record: Pick<RecordedEvents, 'handRaised' | 'handLowered'>;
}

/** Who asks to speak, in the order in which they asked. */
export class Hands {
  readonly #parts: HandsParts;
  readonly #rates: PeerRates;
  readonly #raised = new Set<Peer>();

  constructor(parts: HandsParts) {
    this.#parts = parts;
    this.#rates = new PeerRates(parts.clock, { perSecond: limits.handsPerSecond, burst: limits.handBurst });
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
    this.#parts.peers.tellAll('handRaised', { peerId: peer.id });
    this.#parts.record.handRaised(peer.id);
  }

  /** Always possible: nobody lowers more often than they raise. */
  lower(peer: Peer): void {
    if (!this.#raised.delete(peer)) return;
    this.#parts.peers.tellAll('handLowered', { peerId: peer.id });
    this.#parts.record.handLowered(peer.id);
  }

  /** Who is told that the peer is gone knows that its hand is, too. */
  left(peer: Peer): void {
    this.#raised.delete(peer);
  }
}
