import { sourceKinds, type RequestData } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { MediaLives } from './MediaLives.ts';
import type { Peer } from './Peer.ts';
import type { Peers } from './Peers.ts';

/** What the peers of a room send: each change goes to the record, to the others and to the media, in this order. */
export class SentTracks {
  readonly #media: MediaLives;
  readonly #peers: Peers;

  constructor(media: MediaLives, peers: Peers) {
    this.#media = media;
    this.#peers = peers;
  }

  /** @throws {CallError} `invalid_request`, `stale_media`, `track_exists`, `too_many_tracks`, `unsupported_media`, `forbidden` */
  async produce(
    peer: Peer,
    { mediaId, track, rtpParameters, replace }: RequestData<'produce'>,
  ): Promise<void> {
    const roomMedia = this.#media.now;
    const media = roomMedia?.of(peer);
    if (media?.id !== mediaId) throw new CallError('stale_media', 'these transports are not in use');
    if (sourceKinds[track.source] !== track.kind) {
      throw new CallError('invalid_request', `a ${track.source} sends no ${track.kind}`);
    }
    const before = peer.track(track.id);
    if (before && before.source !== track.source) {
      throw new CallError('track_exists', `${track.id} is a ${before.source} already`);
    }
    peer.assertRoomForTrack(track.id);
    // First: the new one may have the MID of the old.
    if (replace) roomMedia?.closeTrack(peer, track.id);

    await media.produce(track, rtpParameters);

    if (peer.role === 'viewer') {
      media.closeProducer(track.id);
      throw new CallError('forbidden', 'the peer was made a viewer meanwhile');
    }
    peer.putTrack(track);
    if (!before) this.#peers.tellOthers(peer, 'trackAdded', { peerId: peer.id, track });
    else if (before.muted !== track.muted) this.#tellMuted(peer, track.id, track.muted);
    roomMedia?.forward(peer, track.id, track);
  }

  /** @throws {CallError} `not_found` */
  async setMuted(peer: Peer, trackId: string, muted: boolean): Promise<void> {
    const track = peer.getTrack(trackId);
    if (track.muted === muted) return;
    peer.putTrack({ ...track, muted });
    this.#tellMuted(peer, trackId, muted);
    const media = this.#media.now;
    media?.setMuted(peer, trackId, muted);
    const producer = media?.of(peer)?.producer(trackId);
    try {
      await (muted ? producer?.pause() : producer?.resume());
    } catch (error) {
      // The worker is gone: the record has the wish, and the media that is made from it will have it too.
      if (!(error instanceof CallError && error.code === 'media_unavailable')) throw error;
    }
  }

  /** @throws {CallError} `not_found` */
  close(peer: Peer, trackId: string): void {
    peer.getTrack(trackId);
    this.#media.now?.closeTrack(peer, trackId);
    peer.removeTrack(trackId);
    this.#peers.tellOthers(peer, 'trackRemoved', { peerId: peer.id, trackId });
  }

  #tellMuted(peer: Peer, trackId: string, muted: boolean): void {
    this.#peers.tellOthers(peer, 'trackChanged', { peerId: peer.id, trackId, muted });
  }
}
