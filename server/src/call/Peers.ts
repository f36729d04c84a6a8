import type { NotificationData, NotificationMethod } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';

/** Everybody who has a place in a room, in the order in which they came. */
export class Peers {
  readonly #byId = new Map<string, Peer>();

  get size(): number {
    return this.#byId.size;
  }

  get all(): Peer[] {
    return [...this.#byId.values()];
  }

  /** Those that the others see. */
  get announced(): Peer[] {
    return this.all.filter((peer) => peer.announced);
  }

  find(id: string): Peer | undefined {
    return this.#byId.get(id);
  }

  /** @throws {CallError} `not_joined` */
  get(id: string): Peer {
    const peer = this.#byId.get(id);
    if (!peer) throw new CallError('not_joined', 'the peer is not in the room');
    return peer;
  }

  has(peer: Peer): boolean {
    return this.#byId.get(peer.id) === peer;
  }

  add(peer: Peer): void {
    this.#byId.set(peer.id, peer);
  }

  /** Whether it was there. */
  delete(peer: Peer): boolean {
    return this.#byId.delete(peer.id);
  }

  clear(): void {
    this.#byId.clear();
  }

  tellAll<M extends NotificationMethod>(method: M, data: NotificationData<M>): void {
    for (const peer of this.#byId.values()) peer.tell(method, data);
  }

  /** All but one. */
  tellOthers<M extends NotificationMethod>(one: Peer, method: M, data: NotificationData<M>): void {
    for (const peer of this.#byId.values()) if (peer !== one) peer.tell(method, data);
  }
}
