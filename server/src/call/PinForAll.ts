import type { Pin } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Peers } from './Peers.ts';

/** The one picture that hosts show large to everybody, as long as it is there. */
export class PinForAll {
  readonly #peers: Peers;
  #pin: Pin | undefined;

  constructor(peers: Peers) {
    this.#peers = peers;
  }

  describe(): { pin?: Pin } {
    return this.#pin ? { pin: this.#pin } : {};
  }

  /**
   * @param pin Undefined: none.
   * @throws {CallError} `not_found` for somebody who is not there, or a screen that is not shared
   */
  set(pin: Pin | undefined): void {
    if (pin && !this.#isThere(pin)) throw new CallError('not_found', `there is no such ${pin.source}`);
    const before = this.#pin;
    this.#pin = pin;
    if (before?.peerId !== pin?.peerId || before?.source !== pin?.source) this.#tell();
  }

  /** Somebody may be gone, or a screen. */
  settle(): void {
    if (!this.#pin || this.#isThere(this.#pin)) return;
    this.#pin = undefined;
    this.#tell();
  }

  #isThere({ peerId, source }: Pin): boolean {
    const peer = this.#peers.find(peerId);
    if (!peer?.announced) return false;
    return source === 'camera' || [...peer.tracks].some((track) => track.source === source);
  }

  #tell(): void {
    this.#peers.tellAll('pinChanged', this.describe());
  }
}
