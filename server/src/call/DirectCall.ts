import type {
  DirectCall as DirectCallDescription,
  DirectCandidate,
  SessionDescription,
} from '@parley/protocol';
import { limits } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';

interface Side {
  readonly peer: Peer;
  /** It has made an offer that is not answered yet. */
  offering: boolean;
  /** Since its last offer or answer. */
  candidates: number;
}

/**
 * The negotiation of two peers about a connection from browser to browser. Their browsers carry it out; here it is
 * seen to that there is one offer at a time, so that they never have to sort out which of two counts (glare).
 */
export class DirectCall {
  readonly id: string;
  readonly #sides: readonly [Side, Side];

  /** The first of the two makes the first offer. */
  constructor(id: string, [first, second]: readonly [Peer, Peer]) {
    this.id = id;
    const side = (peer: Peer): Side => ({ peer, offering: false, candidates: 0 });
    this.#sides = [side(first), side(second)];
  }

  get peers(): readonly [Peer, Peer] {
    return [this.#sides[0].peer, this.#sides[1].peer];
  }

  /** Whether an offer waits for its answer. */
  get offering(): boolean {
    return this.#sides.some(({ offering }) => offering);
  }

  describe(peer: Peer): DirectCallDescription {
    const { other } = this.#seenBy(peer.id);
    return { id: this.id, peerId: other.peer.id, makesOffer: this.#sides[0].peer === peer };
  }

  /** @throws {CallError} `offer_pending`, `peer_absent` */
  offer(peerId: string, description: SessionDescription): void {
    const { own, other } = this.#seenBy(peerId);
    if (this.offering) throw new CallError('offer_pending', 'an offer is not answered yet');
    this.#pass(other.peer, 'offer', description);
    own.offering = true;
    own.candidates = 0;
  }

  /** @throws {CallError} `no_offer`, `peer_absent` */
  answer(peerId: string, description: SessionDescription): void {
    const { own, other } = this.#seenBy(peerId);
    if (!other.offering) throw new CallError('no_offer', 'there is no offer of the other side');
    this.#pass(other.peer, 'answer', description);
    other.offering = false;
    own.candidates = 0;
  }

  /** @throws {CallError} `too_many_candidates`, `peer_absent` */
  candidate(peerId: string, candidate: DirectCandidate): void {
    const { own, other } = this.#seenBy(peerId);
    if (own.candidates >= limits.candidatesPerDescription) {
      throw new CallError('too_many_candidates', `at most ${limits.candidatesPerDescription} are passed on`);
    }
    own.candidates += 1;
    this.#pass(other.peer, 'candidate', candidate);
  }

  #seenBy(peerId: string): { own: Side; other: Side } {
    const [first, second] = this.#sides;
    return first.peer.id === peerId ? { own: first, other: second } : { own: second, other: first };
  }

  #pass(
    to: Peer,
    ...[method, data]:
      [method: 'offer' | 'answer', data: SessionDescription] | [method: 'candidate', data: DirectCandidate]
  ): void {
    if (to.presence.state !== 'present') {
      throw new CallError('peer_absent', 'the other side has no socket now');
    }
    to.presence.sink.notify(method, data);
  }
}
