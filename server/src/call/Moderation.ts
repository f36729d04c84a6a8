import type { RequestData } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';
import type { Peers } from './Peers.ts';
import { Roles } from './Roles.ts';
import type { SentTracks } from './SentTracks.ts';

export interface ModerationParts {
  readonly firstIsHost: boolean;
  readonly tracks: SentTracks;
  readonly peers: Peers;
}

/** What hosts ask of a room. Whether somebody is a host has been checked before anything of this is called. */
export class Moderation {
  readonly #parts: ModerationParts;
  readonly roles: Roles;

  constructor(parts: ModerationParts) {
    this.#parts = parts;
    this.roles = new Roles({
      firstIsHost: parts.firstIsHost,
      peers: () => parts.peers.announced,
      changed: (peer) => this.#roleChanged(peer),
    });
  }

  /** @throws {CallError} `not_found`, `last_host` */
  setRole({ peerId, role }: RequestData<'setRole'>): void {
    this.roles.set(this.#get(peerId), role);
  }

  #roleChanged(peer: Peer): void {
    this.#parts.peers.tellAll('roleChanged', { peerId: peer.id, role: peer.role });
    if (peer.role !== 'viewer') return;
    for (const { id } of peer.tracks) this.#parts.tracks.close(peer, id);
  }

  #get(peerId: string): Peer {
    const peer = this.#parts.peers.announced.find(({ id }) => id === peerId);
    if (!peer) throw new CallError('not_found', 'nobody of this id is in the room');
    return peer;
  }
}
