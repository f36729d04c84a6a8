import type { CloseReason, Permission, RequestData, Role } from '@parley/protocol';
import { sourcePermissions } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Door } from './Door.ts';
import type { Peer } from './Peer.ts';
import type { Peers } from './Peers.ts';
import type { CallSettings, Clock, MeetingRecord } from './ports.ts';
import { PinForAll } from './PinForAll.ts';
import { Roles } from './Roles.ts';
import type { RoomRules } from './RoomRules.ts';
import type { SentTracks } from './SentTracks.ts';

export interface ModerationParts {
  readonly settings: Pick<CallSettings, 'firstIsHost' | 'rolesByToken' | 'bansNetworks'>;
  readonly clock: Clock;
  readonly peers: Peers;
  readonly rules: RoomRules;
  readonly tracks: SentTracks;
  readonly door: Door;
  /** What was so before the server was restarted. */
  readonly before?: Pick<MeetingRecord, 'inside' | 'roles' | 'muted'> | undefined;
  /** Somebody has another role, and everybody was told. */
  roleChanged(peer: Peer): void;
  /** The record of roles, rules or mutes is another one. */
  changed(): void;
  /** Nobody is connected directly until the returned function is called. */
  holdMedia(): () => void;
  /** Takes somebody out for good, and tells them why. */
  turnOut(peer: Peer, reason: CloseReason): void;
  end(): void;
}

const mediaPermissions = new Set(Object.values(sourcePermissions));

/** What hosts ask of a room. Whether somebody is a host has been checked before anything of this is called. */
export class Moderation {
  readonly pin: PinForAll;
  readonly #parts: ModerationParts;
  readonly #roles: Roles;
  /** By peer id, of those who are not back since the restart: ids of their tracks that a host has muted. */
  readonly #mutedBefore: Map<string, readonly string[]>;
  #releaseMedia: (() => void) | undefined;

  constructor(parts: ModerationParts) {
    this.#parts = parts;
    const { clock, peers, before } = parts;
    this.pin = new PinForAll(peers);
    const { firstIsHost, rolesByToken } = parts.settings;
    this.#mutedBefore = new Map(before?.muted);
    this.#roles = new Roles({
      firstIsHost,
      byToken: rolesByToken,
      clock,
      peers,
      before,
      changed: (peer) => this.#roleChanged(peer),
    });
  }

  /** Somebody is in the room now, and nobody has been told yet. */
  entered(peer: Peer, role: Role | undefined): void {
    this.#roles.entered(peer, role);
    for (const trackId of this.#mutedBefore.get(peer.id) ?? []) peer.mutedByHost.add(trackId);
    this.#mutedBefore.delete(peer.id);
    this.#changed();
  }

  /** Whether they were here when the server was restarted, and have not left since. */
  wasInside(peerId: string): boolean {
    return this.#roles.wasInside(peerId);
  }

  left(peer: Peer, options: { forgotten: boolean }): void {
    this.#roles.left(peer, options);
    this.#changed();
  }

  /** Whether, since a restart of the server, no host has been back who may still come. */
  get awaitsHost(): boolean {
    return this.#roles.awaitsHost;
  }

  /** For a restart of the server. */
  record(): Pick<MeetingRecord, 'inside' | 'roles' | 'muted'> {
    const muted = new Map(this.#mutedBefore);
    for (const { id, mutedByHost } of this.#parts.peers.announced) {
      if (mutedByHost.size > 0) muted.set(id, [...mutedByHost]);
    }
    return { ...this.#roles.record(), muted: [...muted] };
  }

  /** A track was muted or unmuted, or is gone. */
  tracksChanged(): void {
    this.#changed();
  }

  close(): void {
    this.#roles.close();
  }

  /** Whether the rules allow it to somebody of this role. */
  allow(permission: Permission, role: Role): boolean {
    return this.#parts.rules.allow(permission, role);
  }

  /** @throws {CallError} `not_found`, `last_host` */
  setRole({ peerId, role }: RequestData<'setRole'>): void {
    this.#roles.set(this.#get(peerId), role);
  }

  setRules(change: RequestData<'setRules'>): void {
    const { peers, rules, door } = this.#parts;
    if (rules.change(change)) peers.tellAll('rulesChanged', { rules: rules.describe() });
    door.rulesChanged(change);
    this.#changed();
  }

  /** @throws {CallError} `not_found` */
  async muteTrack(hostId: string, { peerId, trackId }: RequestData<'muteTrack'>): Promise<void> {
    const muting = this.#parts.tracks.muteByHost(this.#get(peerId), trackId, hostId);
    this.#changed();
    await muting;
  }

  async muteAll(hostId: string): Promise<void> {
    const { peers, tracks } = this.#parts;
    const voices = peers.announced
      .filter(({ id }) => id !== hostId)
      .flatMap((peer) => [...peer.tracks].map((track) => ({ peer, track })))
      .filter(({ track }) => track.source === 'microphone');
    const muting = voices.map(({ peer, track }) => tracks.muteByHost(peer, track.id, hostId));
    this.#changed();
    await Promise.all(muting);
  }

  /** @throws {CallError} `not_found` */
  remove({ peerId }: RequestData<'remove'>): void {
    this.#turnOut(this.#get(peerId), 'removed');
  }

  /** @throws {CallError} `not_found` */
  ban({ peerId }: RequestData<'ban'>): void {
    const { settings, door } = this.#parts;
    const peer = this.#get(peerId);
    if (settings.bansNetworks && peer.network !== undefined) door.banNetwork(peer.network);
    if (peer.subject !== undefined) door.banSubject(peer.subject);
    this.#turnOut(peer, 'banned');
  }

  /** @throws {CallError} `not_found` where nobody of them waits */
  admit({ peerIds }: RequestData<'admit'>): void {
    this.#parts.door.admit(peerIds);
  }

  /** @throws {CallError} `not_found` */
  deny({ peerId }: RequestData<'deny'>): void {
    this.#parts.door.deny(peerId);
  }

  /** Somebody waits, or does not any more. */
  tellWaiting(): void {
    const { peers, door } = this.#parts;
    const data = { waiting: door.waiting };
    for (const peer of peers.announced) if (peer.role === 'host') peer.tell('waitingChanged', data);
  }

  endForAll(): void {
    this.#parts.end();
  }

  #turnOut(peer: Peer, reason: 'removed' | 'banned'): void {
    this.#parts.door.turnOut(peer.id, reason);
    this.#parts.turnOut(peer, reason);
  }

  #roleChanged(peer: Peer): void {
    const { peers, tracks, door } = this.#parts;
    peers.tellAll('roleChanged', { peerId: peer.id, role: peer.role });
    const { waiting } = door;
    if (waiting.length > 0) peer.tell('waitingChanged', { waiting: peer.role === 'host' ? waiting : [] });
    this.#parts.roleChanged(peer);
    if (peer.role === 'viewer') for (const { id } of peer.tracks) tracks.close(peer, id);
    this.#changed();
  }

  /** Somebody may do something else than before, or somebody else is here. */
  #changed(): void {
    this.pin.settle();
    this.#holdWhatIsRuled();
    this.#parts.changed();
  }

  /** What somebody may not send must not go by a way on which the server does not see it. */
  #holdWhatIsRuled(): void {
    const isRuled = this.#parts.peers.announced.some((peer) => this.#isRuled(peer));
    if (isRuled) this.#releaseMedia ??= this.#parts.holdMedia();
    else {
      this.#releaseMedia?.();
      this.#releaseMedia = undefined;
    }
  }

  #isRuled({ role, mutedByHost }: Peer): boolean {
    if (role === 'viewer' || mutedByHost.size > 0) return true;
    return [...mediaPermissions].some((permission) => !this.allow(permission, role));
  }

  #get(peerId: string): Peer {
    const peer = this.#parts.peers.find(peerId);
    if (!peer?.announced) throw new CallError('not_found', 'nobody of this id is in the room');
    return peer;
  }
}
