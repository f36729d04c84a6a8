import type { Consumer } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';
import { PeerMedia, type TrackRef } from './PeerMedia.ts';
import type { SfuProducer, SfuRouter } from './ports.ts';

/** What happens to consumers that a client knows of. */
export interface ConsumerEvents {
  consumerAdded(peer: Peer, consumer: Consumer): void;
  consumerClosed(peer: Peer, consumerId: string): void;
  /** A track could not be forwarded to one peer; the others are not concerned. */
  consumerFailed(peer: Peer, error: unknown): void;
}

/**
 * One life of a room's media: a router, and on it what serves each peer. It ends with the room, or with the
 * worker; then the room makes another one from its record.
 */
export class RoomMedia {
  readonly #router: SfuRouter;
  readonly #events: ConsumerEvents;
  readonly #newId: () => string;
  /** By peer id. A promise, so that whoever asks while the transports are being made gets the same ones. */
  readonly #connecting = new Map<string, Promise<PeerMedia>>();
  readonly #connected = new Map<string, PeerMedia>();
  #closed = false;

  constructor(router: SfuRouter, events: ConsumerEvents, newId: () => string) {
    this.#router = router;
    this.#events = events;
    this.#newId = newId;
  }

  /** What serves a peer, where it is there already. */
  of(peer: Peer): PeerMedia | undefined {
    return this.#connected.get(peer.id);
  }

  /**
   * Transports for a peer, and consumers for all that is being sent. Asked again, it gives the same.
   * @throws {CallError} `media_unavailable`
   */
  async serve(peer: Peer): Promise<PeerMedia> {
    const media = await this.#connect(peer);
    const senders = [...this.#connected.values()];
    await Promise.all(
      senders.flatMap((sender) =>
        [...sender.producers].map(([trackId, producer]) =>
          this.#subscribe(media, { peerId: sender.peer.id, trackId }, producer),
        ),
      ),
    );
    if (media.closed) throw new CallError('media_unavailable', 'the media was lost meanwhile');
    return media;
  }

  /** Lets everybody who wants it have a new producer. Nobody waits for the slowest. */
  forward(from: TrackRef, producer: SfuProducer): void {
    for (const media of this.#connected.values()) void this.#subscribe(media, from, producer);
  }

  /** Stops what forwards a track of a peer. */
  closeTrack(peer: Peer, trackId: string): void {
    const media = this.of(peer);
    const producer = media?.producer(trackId);
    if (!media || !producer) return;
    media.closeProducer(trackId);
    for (const other of this.#connected.values()) {
      for (const consumerId of other.dropConsumersOf(producer.id)) {
        if (other.announced) this.#events.consumerClosed(other.peer, consumerId);
      }
    }
  }

  /** Ends what served a peer. */
  drop(peer: Peer): void {
    const media = this.of(peer);
    for (const [trackId] of media?.producers ?? []) this.closeTrack(peer, trackId);
    media?.close();
    this.#connected.delete(peer.id);
    this.#connecting.delete(peer.id);
  }

  /** Who speaks, from what is heard on which producer. */
  speakers(levels: readonly { producerId: string; volume: number }[]): { peerId: string; volume: number }[] {
    const owners = new Map(
      [...this.#connected.values()].flatMap(({ peer, producers }) =>
        [...producers].map(([, producer]) => [producer.id, peer.id] as const),
      ),
    );
    return levels.flatMap(({ producerId, volume }) => {
      const peerId = owners.get(producerId);
      return peerId === undefined ? [] : [{ peerId, volume }];
    });
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const media of this.#connected.values()) media.close();
    this.#connected.clear();
    this.#connecting.clear();
    this.#router.close();
  }

  #connect(peer: Peer): Promise<PeerMedia> {
    const known = this.#connecting.get(peer.id);
    if (known) return known;
    const connecting: Promise<PeerMedia> = this.#makePeerMedia(peer).then(
      (media) => {
        if (this.#connecting.get(peer.id) === connecting) {
          this.#connected.set(peer.id, media);
          return media;
        }
        media.close();
        throw new CallError('media_unavailable', 'the media was closed meanwhile');
      },
      (error: unknown) => {
        if (this.#connecting.get(peer.id) === connecting) this.#connecting.delete(peer.id);
        throw error;
      },
    );
    this.#connecting.set(peer.id, connecting);
    return connecting;
  }

  async #makePeerMedia(peer: Peer): Promise<PeerMedia> {
    const { fingerprints } = peer.profile;
    const [send, receive] = await Promise.all([
      this.#router.createTransport({ fingerprints }),
      this.#router.createTransport({ fingerprints }),
    ]);
    return new PeerMedia(this.#newId(), peer, { send, receive });
  }

  /**
   * Forwards a track to a peer that wants and can take it. Consumers that a client gets with its transports are
   * not paused: nothing flows before the transport is connected, and then the SFU asks for a key frame. Later
   * ones are, since their packets would come before the client knows what they are.
   */
  async #subscribe(media: PeerMedia, from: TrackRef, producer: SfuProducer): Promise<void> {
    const { peer } = media;
    if (peer.id === from.peerId || !peer.wants(producer.kind)) return;
    if (!this.#router.canConsume(producer.id, peer.profile.rtpCapabilities)) return;
    try {
      const consumer = await media.consume(from, producer, { paused: media.announced });
      if (consumer && media.announced) this.#events.consumerAdded(peer, consumer);
    } catch (error) {
      this.#events.consumerFailed(peer, error);
    }
  }
}
