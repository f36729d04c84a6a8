// Over 300 lines: whatever changes in a room is decided on here for everybody who receives, and for the recording.
import { limits, type Track } from '@parley/protocol';
import { CallError } from './CallError.ts';
import { Demand } from './Demand.ts';
import type { Forwarding, Wish } from './Forwarding.ts';
import type { Peer } from './Peer.ts';
import { LineWatch } from './LineWatch.ts';
import { PeerMedia } from './PeerMedia.ts';
import { MediaTap } from './MediaTap.ts';
import { LEADING, pictureWish } from './pictureWish.ts';
import type { Clock, LocalAddress, Recording, SfuRouter } from './ports.ts';
import type { Source } from './Source.ts';
import { Voices } from './Voices.ts';

/** In a room of no more voices than this, everybody has a consumer for each before it is heard. */
const VOICES_AHEAD = 50;

export interface RoomMediaParts {
  readonly router: SfuRouter;
  readonly clock: Clock;
  /** How many voices are forwarded at a time. */
  readonly voices: number;
  readonly newId: () => string;
  /** A track could not be forwarded to one peer; the others are not concerned. */
  failed(peer: Peer, error: unknown): void;
}

/**
 * One life of a room's media: a router, and on it what serves each peer. It ends with the room, or with the
 * worker; then the room makes another one from its record.
 */
export class RoomMedia {
  readonly #parts: RoomMediaParts;
  /** By peer id. A promise, so that whoever asks while the transports are being made gets the same ones. */
  readonly #connecting = new Map<string, Promise<PeerMedia>>();
  readonly #connected = new Map<string, PeerMedia>();
  /** By producer id. */
  readonly #sources = new Map<string, Source>();
  readonly #voices: Voices;
  readonly #lines: LineWatch;
  /** The peers who speak, loudest first. */
  #speaking: ReadonlySet<string> = new Set();
  #tap: MediaTap | undefined;
  #closed = false;

  constructor(parts: RoomMediaParts) {
    this.#parts = parts;
    this.#voices = new Voices({
      limit: parts.voices,
      clock: parts.clock,
      changed: (producerIds) => {
        for (const id of producerIds) this.#forwardToAll(this.#sources.get(id));
      },
    });
    this.#lines = new LineWatch({
      clock: parts.clock,
      connected: () => this.#connected.values(),
      changed: (media, producerIds) => this.#refresh(media, producerIds),
    });
  }

  /** What serves a peer, where it is there already. */
  of(peer: Peer): PeerMedia | undefined {
    return this.#connected.get(peer.id);
  }

  /**
   * Transports for a peer, and consumers for what is being sent. Asked again, it gives the same.
   * @throws {CallError} `media_unavailable`
   */
  async serve(peer: Peer): Promise<PeerMedia> {
    const media = await this.#connect(peer);
    // Until it is known what is on the screen, what is shared and who speaks is there first.
    const rank = ({ from, source }: Source) =>
      source === 'screen' ? 0 : this.#speaking.has(from.peerId) ? 1 : 2;
    const sources = [...this.#sources.values()].toSorted((a, b) => rank(a) - rank(b));
    await Promise.all(sources.map((source) => this.#forward(media, source)));
    if (media.closed) throw new CallError('media_unavailable', 'the media was lost meanwhile');
    return media;
  }

  /** Lets everybody who wants it have a new producer. Nobody waits for the slowest. */
  forward(peer: Peer, { id: trackId, source, muted }: Track): void {
    const media = this.of(peer);
    const producer = media?.producer(trackId);
    if (!media || !producer) return;
    const demand =
      producer.kind === 'video'
        ? new Demand(this.#parts.clock, (sizes) => media.setDemand(trackId, sizes))
        : undefined;
    const sent: Source = { from: { peerId: peer.id, trackId }, source, producer, demand };
    this.#sources.set(producer.id, sent);
    if (source === 'microphone') this.#voices.add(producer.id, { muted });
    this.#forwardToAll(sent);
    if (this.#tap) void this.#record(this.#tap, sent);
  }

  /**
   * Sends everything to a recording as well, from now on to this one only.
   * @throws {CallError} `media_unavailable`
   */
  async record(recording: Recording, to: LocalAddress): Promise<void> {
    this.endRecording();
    const tap = await MediaTap.open(this.#parts.router, recording, to);
    if (this.#closed || this.#tap) return tap.close();
    this.#tap = tap;
    await Promise.all([...this.#sources.values()].map((source) => this.#record(tap, source)));
  }

  /** @throws {CallError} `media_unavailable` */
  async pauseRecording(paused: boolean): Promise<void> {
    await this.#tap?.setPaused(paused);
  }

  endRecording(): void {
    this.#tap?.close();
    this.#tap = undefined;
    for (const source of this.#sources.values()) this.#updateDemand(source);
  }

  /** A peer muted or unmuted a track. */
  setMuted(peer: Peer, trackId: string, muted: boolean): void {
    const producer = this.of(peer)?.producer(trackId);
    if (!producer) return;
    this.#voices.setMuted(producer.id, muted);
    this.#tap?.setMuted(producer.id, muted);
  }

  /** A peer cannot be reached, or is back. */
  setAway({ id }: Peer, away: boolean): void {
    this.#tap?.setAway(id, away);
  }

  /** A peer says that it begins to speak. */
  expectVoice(peer: Peer): void {
    for (const [, producer] of this.of(peer)?.producers ?? []) this.#voices.expect(producer.id);
  }

  /** A peer's screen has changed: it gets what is on it, as large as it is. */
  show(peer: Peer): void {
    const media = this.of(peer);
    if (!media) return;
    const pictures = media.forwardings.filter(({ kind }) => kind === 'video');
    const had = pictures.map(({ producer }) => producer.id);
    const seen = [...peer.views].flatMap(({ peerId, trackId }) => this.#producerId(peerId, trackId) ?? []);
    this.#refresh(media, new Set([...had, ...seen]));
    const unseen = pictures.filter(({ from }) => !peer.view(from));
    for (const { id, producer } of unseen.slice(0, -limits.views)) {
      media.dropProducer(producer.id);
      peer.tell('consumerClosed', { consumerId: id });
    }
  }

  /** Stops what forwards a track of a peer. */
  closeTrack(peer: Peer, trackId: string): void {
    const media = this.of(peer);
    const producer = media?.producer(trackId);
    if (!media || !producer) return;
    this.#tap?.remove(producer.id);
    media.closeProducer(trackId);
    this.#sources.get(producer.id)?.demand?.close();
    this.#sources.delete(producer.id);
    this.#voices.remove(producer.id);
    for (const other of this.#connected.values()) {
      const consumerId = other.dropProducer(producer.id);
      if (consumerId !== undefined && other.announced) other.peer.tell('consumerClosed', { consumerId });
    }
  }

  /** Ends what served a peer. */
  drop(peer: Peer): void {
    const media = this.of(peer);
    for (const [trackId] of media?.producers ?? []) this.closeTrack(peer, trackId);
    const watched = media?.forwardings ?? [];
    media?.close();
    this.#connected.delete(peer.id);
    this.#connecting.delete(peer.id);
    for (const { producer } of watched) this.#updateDemand(this.#sources.get(producer.id));
  }

  /** What comes in on which producer, loudest first. Returns who it is that speaks, and can be heard by all. */
  heard(levels: readonly { producerId: string; volume: number }[]): { peerId: string; volume: number }[] {
    const heard = levels.slice(0, this.#parts.voices);
    const speakers = heard.flatMap(({ producerId, volume }) => {
      const source = this.#sources.get(producerId);
      return source ? [{ peerId: source.from.peerId, volume }] : [];
    });
    this.#voices.heard(heard.map(({ producerId }) => producerId));
    const before = this.#speaking;
    const now = new Set(speakers.map(({ peerId }) => peerId));
    this.#speaking = now;
    for (const peerId of new Set([...before, ...now])) {
      if (before.has(peerId) !== now.has(peerId)) this.#updatePriorities(peerId);
    }
    return speakers;
  }

  /** Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#voices.close();
    this.#lines.close();
    this.#tap?.close();
    for (const { demand } of this.#sources.values()) demand?.close();
    this.#sources.clear();
    for (const media of this.#connected.values()) media.close();
    this.#connected.clear();
    this.#connecting.clear();
    this.#parts.router.close();
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
    const { router, newId } = this.#parts;
    const { fingerprints } = peer.profile;
    const [send, receive] = await Promise.all([
      router.createTransport({ fingerprints }),
      router.createTransport({ fingerprints }),
    ]);
    return new PeerMedia(newId(), peer, { send, receive });
  }

  async #record(tap: MediaTap, source: Source): Promise<void> {
    const { peer } = this.#connected.get(source.from.peerId) ?? {};
    const track = peer?.track(source.from.trackId);
    if (!peer || !track) return;
    try {
      const away = peer.presence.state === 'absent';
      await tap.add(source, { displayName: peer.profile.displayName, muted: track.muted, away });
      this.#updateDemand(source);
    } catch (error) {
      this.#parts.failed(peer, error);
    }
  }

  #forwardToAll(source: Source | undefined): void {
    if (!source) return;
    const all = [...this.#connected.values()].map((media) => this.#forward(media, source));
    void Promise.all(all).then(() => this.#updateDemand(source));
  }

  #refresh(media: PeerMedia, producerIds: Iterable<string>): void {
    for (const id of producerIds) {
      const source = this.#sources.get(id);
      if (source) void this.#forward(media, source);
    }
  }

  /** Makes what a peer gets of a track what it should be. */
  async #forward(media: PeerMedia, source: Source): Promise<void> {
    const { peer } = media;
    if (peer.id === source.from.peerId || !peer.wants(source.producer.kind)) return;
    const known = media.forwarding(source.producer.id);
    const sizes = known?.sizes ?? 0;
    try {
      const forwarding = known ?? (await this.#subscribe(media, source));
      // Also what was made a moment ago: the wish may have changed meanwhile.
      const wanting = forwarding?.want(this.#wishOf(media, source));
      if (forwarding && forwarding.sizes !== sizes) this.#updateDemand(source);
      await wanting;
    } catch (error) {
      this.#parts.failed(peer, error);
    }
  }

  /**
   * A consumer for a track that a peer is to have, and can take. Consumers that a client gets with its transports are
   * not paused: nothing flows before the transport is connected, and then the SFU asks for a key frame. Later ones
   * are, since their packets would come before the client knows what they are. Of a voice that is the next to be
   * heard, nobody waits for the client to say so.
   */
  async #subscribe(media: PeerMedia, source: Source): Promise<Forwarding | undefined> {
    const { peer } = media;
    const { from, producer } = source;
    const wish = this.#wishOf(media, source);
    if (!this.#isDue(media, source, wish)) return undefined;
    if (!this.#parts.router.canConsume(producer.id, peer.profile.rtpCapabilities)) return undefined;
    const isNextVoice = source.source === 'microphone' && this.#voices.size > this.#parts.voices;
    const ready = !media.announced || isNextVoice;
    const forwarding = await media.consume(from, producer, { ready, wish });
    if (forwarding && media.announced) peer.tell('consumerAdded', { consumer: forwarding.describe() });
    return forwarding;
  }

  #isDue(media: PeerMedia, { producer }: Source, wish: Wish): boolean {
    if (producer.kind === 'audio') return wish.wanted || this.#voices.size <= VOICES_AHEAD;
    return wish.wanted && (media.peer.hasViews || media.pictures < limits.views);
  }

  #wishOf(media: PeerMedia, { from, source, producer }: Source): Wish {
    const { peer } = media;
    if (source === 'screenSound') return { wanted: true };
    if (source === 'microphone') return { wanted: this.#voices.isOpen(producer.id) };
    if (!peer.hasViews) return { wanted: true };
    const view = peer.view(from);
    if (!view) return { wanted: false };
    const speaks = this.#speaking.has(from.peerId);
    const wish = pictureWish(view, { sizes: producer.sizes, picture: source, speaks });
    // Whoever begins to speak is seen at once.
    return wish.priority < LEADING && media.isWithheld(from) ? { ...wish, withheld: true } : wish;
  }

  #updatePriorities(peerId: string): void {
    for (const source of this.#sources.values()) {
      if (source.from.peerId !== peerId || source.producer.kind !== 'video') continue;
      for (const media of this.#connected.values()) {
        if (media.forwarding(source.producer.id)?.wanted) void this.#forward(media, source);
      }
    }
  }

  #updateDemand(source: Source | undefined): void {
    if (!source?.demand || !this.#sources.has(source.producer.id)) return;
    // What is recorded is so in its largest size.
    let sizes = this.#tap ? source.producer.sizes : 0;
    for (const media of this.#connected.values()) {
      sizes = Math.max(sizes, media.forwarding(source.producer.id)?.sizes ?? 0);
    }
    source.demand.update(sizes);
  }

  #producerId(peerId: string, trackId: string): string | undefined {
    return this.#connected.get(peerId)?.producer(trackId)?.id;
  }
}
