import type { NotificationData, Reaction } from '@parley/protocol';
import { limits, timing } from '@parley/protocol';
import type { Peer } from './Peer.ts';
import { PeerRates } from './PeerRates.ts';
import type { Peers } from './Peers.ts';
import type { Clock } from './ports.ts';

/** What people show for a moment. The first is told at once, and of a storm many together. */
export class Reactions {
  readonly #clock: Clock;
  readonly #peers: Peers;
  readonly #rates: PeerRates;
  #waiting: NotificationData<'reactions'>['reactions'] = [];
  #cancelPause: (() => void) | undefined;

  constructor({ clock, peers }: { clock: Clock; peers: Peers }) {
    this.#clock = clock;
    this.#peers = peers;
    const { reactionsPerSecond, reactionBurst } = limits;
    this.#rates = new PeerRates(clock, { perSecond: reactionsPerSecond, burst: reactionBurst });
  }

  /** @throws {CallError} `too_fast` */
  show(peer: Peer, reaction: Reaction): void {
    this.#rates.take(peer);
    this.#waiting.push({ peerId: peer.id, reaction });
    if (!this.#cancelPause) this.#tell();
  }

  close(): void {
    this.#cancelPause?.();
  }

  #tell(): void {
    this.#cancelPause = undefined;
    if (this.#waiting.length === 0) return;
    this.#peers.tellAll('reactions', { reactions: this.#waiting });
    this.#waiting = [];
    this.#cancelPause = this.#clock.after(timing.reactionPause, () => this.#tell());
  }
}
