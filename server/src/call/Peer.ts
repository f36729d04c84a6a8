import type {
  DtlsFingerprint,
  MediaKind,
  MessagePerson,
  NotificationData,
  NotificationMethod,
  Peer as PeerDescription,
  Role,
  RtpCapabilities,
  Track,
  TrackRef,
  VideoCodec,
  View,
} from '@parley/protocol';
import { limits } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { PeerSink } from './ports.ts';

/** What a client says of itself when it joins. */
export interface PeerProfile {
  displayName: string;
  /** What it can receive. */
  rtpCapabilities: RtpCapabilities;
  /** Of the certificate that its transports will use. */
  fingerprints: readonly DtlsFingerprint[];
  /** The kinds of the others' tracks that it wants. */
  subscribe: readonly MediaKind[];
  /** Whether it can be connected directly to another one. */
  direct?: boolean | undefined;
}

/** A proven claim to a place in the room. */
export interface ResumeClaim {
  peerId: string;
  /** The media that the client still has. */
  mediaId?: string | undefined;
  /** The direct call that the client still has. */
  directId?: string | undefined;
}

/** Whether signaling reaches the peer. While it is absent it keeps place and media, until the wait for it is over. */
export type Presence =
  | { state: 'joining'; sink: PeerSink }
  | { state: 'present'; sink: PeerSink }
  | { state: 'absent'; endWait: () => void };

/**
 * One participant of one room: the record of who it is and what it sends, kept apart from the media server's
 * objects, so that those can be made again from it.
 */
export class Peer {
  readonly id: string;
  profile: PeerProfile;
  presence: Presence;
  /** Whether the others know of it. */
  announced = false;
  role: Role = 'participant';
  /** Since when they know of it, in milliseconds since 1970. */
  joinedAt = 0;
  /** What is known of where it comes from. */
  network: string | undefined;
  /** Who it is for whoever made its token. */
  subject: string | undefined;
  /** Ids of its tracks that a host has muted, and that it has not unmuted since. */
  readonly mutedByHost = new Set<string>();
  readonly #tracks = new Map<string, Track>();
  #views: ReadonlyMap<string, View> | undefined;

  constructor(id: string, profile: PeerProfile, sink: PeerSink) {
    this.id = id;
    this.profile = profile;
    this.presence = { state: 'joining', sink };
  }

  /** Whoever is joining or absent needs no news: the snapshot will have it. */
  tell<M extends NotificationMethod>(method: M, data: NotificationData<M>): void {
    if (this.presence.state === 'present') this.presence.sink.notify(method, data);
  }

  get tracks(): IterableIterator<Track> {
    return this.#tracks.values();
  }

  track(id: string): Track | undefined {
    return this.#tracks.get(id);
  }

  /** @throws {CallError} `not_found` */
  getTrack(id: string): Track {
    const track = this.#tracks.get(id);
    if (!track) throw new CallError('not_found', `no track ${id} of this peer`);
    return track;
  }

  /** @throws {CallError} `too_many_tracks` */
  assertRoomForTrack({ id, source }: Track): void {
    if (this.#tracks.has(id)) return;
    if (this.#tracks.size >= limits.tracksPerPeer) {
      throw new CallError('too_many_tracks', `a peer sends at most ${limits.tracksPerPeer} tracks`);
    }
    const isShared = source === 'screen' || source === 'screenSound';
    if (isShared && [...this.tracks].some((track) => track.source === source)) {
      throw new CallError('too_many_tracks', 'a peer shares one screen at a time');
    }
  }

  /** Adds the track, or replaces what was said of it before. */
  putTrack(track: Track): void {
    this.#tracks.set(track.id, { ...track });
  }

  removeTrack(id: string): void {
    this.#tracks.delete(id);
  }

  /** Whether it has said what is on its screen. */
  get hasViews(): boolean {
    return this.#views !== undefined;
  }

  get views(): IterableIterator<View> {
    return (this.#views ?? new Map<string, View>()).values();
  }

  /** How it shows a track, if at all. */
  view(track: TrackRef): View | undefined {
    return this.#views?.get(keyOf(track));
  }

  setViews(views: readonly View[]): void {
    this.#views = new Map(views.map((view) => [keyOf(view), view]));
  }

  wants(kind: MediaKind): boolean {
    return this.profile.subscribe.includes(kind);
  }

  /** Whether it can see pictures of a codec, or wants none. */
  decodes(codec: VideoCodec): boolean {
    const { codecs } = this.profile.rtpCapabilities;
    return !this.wants('video') || codecs.some(({ mimeType }) => mimeType.toLowerCase() === `video/${codec}`);
  }

  /** As it is called in what it writes, and in what is written to it. */
  get named(): MessagePerson {
    return { peerId: this.id, displayName: this.profile.displayName };
  }

  describe(): PeerDescription {
    return {
      id: this.id,
      displayName: this.profile.displayName,
      role: this.role,
      tracks: [...this.tracks].map((track) => ({ ...track })),
    };
  }
}

/** One text for each track of each peer: neither id has a slash. */
export function keyOf({ peerId, trackId }: TrackRef): string {
  return `${peerId}/${trackId}`;
}
