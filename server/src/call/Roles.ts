import type { Role } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';

export interface RolesParts {
  /** Whether the first to come in leads. */
  readonly firstIsHost: boolean;
  /** Everybody whom the others see. */
  peers(): readonly Peer[];
  changed(peer: Peer): void;
}

/** Who leads a room, who takes part and who only watches. */
export class Roles {
  readonly #parts: RolesParts;
  #opened = false;

  constructor(parts: RolesParts) {
    this.#parts = parts;
  }

  /** Somebody comes in, and nobody has been told yet. */
  entered(peer: Peer): void {
    if (!this.#opened && this.#parts.firstIsHost) peer.role = 'host';
    this.#opened = true;
  }

  /** @throws {CallError} `last_host` */
  set(peer: Peer, role: Role): void {
    if (peer.role === role) return;
    if (peer.role === 'host' && this.#hosts.length === 1) {
      throw new CallError('last_host', 'make somebody else a host first');
    }
    peer.role = role;
    this.#parts.changed(peer);
  }

  get #hosts(): Peer[] {
    return this.#parts.peers().filter(({ role }) => role === 'host');
  }
}
