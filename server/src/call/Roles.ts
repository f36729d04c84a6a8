import { timing, type Role } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';
import type { Peers } from './Peers.ts';
import type { Clock } from './ports.ts';

export interface RolesParts {
  /** Whether the first to come in leads. */
  readonly firstIsHost: boolean;
  readonly clock: Clock;
  readonly peers: Peers;
  changed(peer: Peer): void;
}

/** Who leads a room, who takes part and who only watches. */
export class Roles {
  readonly #parts: RolesParts;
  /** By peer id: what those were who have left. They are it again when they come back. */
  readonly #remembered = new Map<string, Role>();
  /** Whether whoever comes in next leads. */
  #vacant: boolean;
  #cancelSuccession = (): void => {};

  constructor(parts: RolesParts) {
    this.#parts = parts;
    this.#vacant = parts.firstIsHost;
  }

  /** Somebody came in, and nobody has been told yet. */
  entered(peer: Peer): void {
    peer.role = this.#remembered.get(peer.id) ?? 'participant';
    this.#remembered.delete(peer.id);
    if (this.#vacant && peer.role !== 'viewer') peer.role = 'host';
    if (peer.role !== 'host') return;
    this.#vacant = false;
    this.#cancelSuccession();
  }

  /** @param forgotten Whether they are to come back as anybody else does. */
  left(peer: Peer, { forgotten }: { forgotten: boolean }): void {
    if (peer.role !== 'participant' && !forgotten) this.#remembered.set(peer.id, peer.role);
    if (peer.role !== 'host' || this.#hosts.length > 0) return;
    this.#cancelSuccession = this.#parts.clock.after(timing.hostGrace, () => this.#succeed());
  }

  /** @throws {CallError} `last_host` */
  set(peer: Peer, role: Role): void {
    if (peer.role === role) return;
    if (peer.role === 'host' && this.#hosts.length === 1) {
      throw new CallError('last_host', 'make somebody else a host first');
    }
    this.#give(peer, role);
  }

  close(): void {
    this.#cancelSuccession();
  }

  /** Whoever has been here longest; of those who are reached, if there are any. */
  #succeed(): void {
    const participants = this.#parts.peers.announced.filter(({ role }) => role === 'participant');
    const heir = participants.find(({ presence }) => presence.state === 'present') ?? participants[0];
    if (heir) this.#give(heir, 'host');
    else this.#vacant = true;
  }

  #give(peer: Peer, role: Role): void {
    peer.role = role;
    this.#parts.changed(peer);
  }

  get #hosts(): Peer[] {
    return this.#parts.peers.announced.filter(({ role }) => role === 'host');
  }
}
