import { sourceKinds, sourcePermissions, type RequestData, type Track } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { MediaLives } from './MediaLives.ts';
import type { Peer } from './Peer.ts';
import type { Peers } from './Peers.ts';
import type { RoomRules } from './RoomRules.ts';

/** What the peers of a room send: each change goes to the record, to the others and to the media, in this order. */
export class SentTracks {
  readonly #peers: Peers;
  readonly #media: MediaLives;
  readonly #rules: RoomRules;

  constructor(peers: Peers, media: MediaLives, rules: RoomRules) {
    this.#peers = peers;
    this.#media = media;
    this.#rules = rules;
  }

  /**
   * @throws {CallError} `invalid_request`, `stale_media`, `track_exists`, `too_many_tracks`, `unsupported_media`,
   *   `forbidden`
   */
  async produce(peer: Peer, data: RequestData<'produce'>): Promise<void> {
    const { mediaId, rtpParameters, replace } = data;
    const roomMedia = this.#media.now;
    const media = roomMedia?.of(peer);
    if (media?.id !== mediaId) throw new CallError('stale_media', 'these transports are not in use');
    const before = peer.track(data.track.id);
    assertSource(data.track, before);
    // Only saying so unmutes what a host has muted: to send a track anew does not.
    const asked = withMute(peer, data.track);
    if (!asked.muted && before?.muted !== false) this.#assertMaySend(peer, asked);
    peer.assertRoomForTrack(asked);
    // First: the new one may have the MID of the old.
    if (replace) roomMedia?.closeTrack(peer, asked.id);

    await media.produce(asked, rtpParameters);

    if (peer.role === 'viewer') {
      media.closeProducer(asked.id);
      throw new CallError('forbidden', 'the peer was made a viewer meanwhile');
    }
    const track = withMute(peer, asked);
    const known = peer.track(track.id);
    peer.putTrack(track);
    if (!known) this.#peers.tellOthers(peer, 'trackAdded', { peerId: peer.id, track });
    else if (known.muted !== track.muted) this.#tellMuted(peer, track);
    roomMedia?.forward(peer, track);
    if (track.muted && !asked.muted) await this.#apply(peer, track);
  }

  /** @throws {CallError} `not_found`, `forbidden` */
  async setMuted(peer: Peer, trackId: string, muted: boolean): Promise<void> {
    const track = peer.getTrack(trackId);
    if (track.muted === muted) return;
    if (!muted) this.#assertMaySend(peer, track);
    peer.mutedByHost.delete(trackId);
    await this.#setMuted(peer, { ...track, muted });
  }

  /** @throws {CallError} `not_found` */
  async muteByHost(peer: Peer, trackId: string, hostId: string): Promise<void> {
    const track = peer.getTrack(trackId);
    if (track.muted) return;
    peer.mutedByHost.add(trackId);
    peer.tell('trackMuted', { trackId, by: hostId });
    await this.#setMuted(peer, { ...track, muted: true });
  }

  /** @throws {CallError} `not_found` */
  close(peer: Peer, trackId: string): void {
    peer.getTrack(trackId);
    this.#media.now?.closeTrack(peer, trackId);
    peer.removeTrack(trackId);
    peer.mutedByHost.delete(trackId);
    this.#peers.tellOthers(peer, 'trackRemoved', { peerId: peer.id, trackId });
  }

  async #setMuted(peer: Peer, track: Track): Promise<void> {
    peer.putTrack(track);
    this.#tellMuted(peer, track);
    await this.#apply(peer, track);
  }

  /** Lets the media forward the track, or not. */
  async #apply(peer: Peer, { id, muted }: Track): Promise<void> {
    const media = this.#media.now;
    media?.setMuted(peer, id, muted);
    const producer = media?.of(peer)?.producer(id);
    try {
      await (muted ? producer?.pause() : producer?.resume());
    } catch (error) {
      // The worker is gone: the record has the wish, and the media that is made from it will have it too.
      if (!(error instanceof CallError && error.code === 'media_unavailable')) throw error;
    }
  }

  #assertMaySend({ role }: Peer, { source }: Track): void {
    if (this.#rules.allow(sourcePermissions[source], role)) return;
    throw new CallError('forbidden', `the rules of the room forbid a ${source}`);
  }

  #tellMuted(peer: Peer, { id, muted }: Track): void {
    this.#peers.tellOthers(peer, 'trackChanged', { peerId: peer.id, trackId: id, muted });
  }
}

function withMute(peer: Peer, track: Track): Track {
  return { ...track, muted: track.muted || peer.mutedByHost.has(track.id) };
}

function assertSource(track: Track, before: Track | undefined): void {
  if (sourceKinds[track.source] !== track.kind) {
    throw new CallError('invalid_request', `a ${track.source} sends no ${track.kind}`);
  }
  if (before && before.source !== track.source) {
    throw new CallError('track_exists', `${track.id} is a ${before.source} already`);
  }
}
