import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';
import type { PeerMedia } from './PeerMedia.ts';
import type { CallDependencies, Log, RouterEvents } from './ports.ts';
import { RoomMedia } from './RoomMedia.ts';
import { SpeakerNews } from './SpeakerNews.ts';

/** Milliseconds until the media of a room is tried again when no worker could take it. */
const rebuildRetry = 1_000;

export interface MediaLivesParts {
  readonly dependencies: Pick<CallDependencies, 'sfu' | 'clock' | 'newId' | 'settings'>;
  readonly log: Log;
  /** Everybody who has a place in the room. */
  peers(): readonly Peer[];
  /** There is a new one. */
  made(): void;
  /** Ids of those who speak now, loudest first. */
  heard(peerIds: readonly string[]): void;
}

/** The media of a room, one life after the other: it is made when it is needed, and again when its worker dies. */
export class MediaLives {
  readonly #parts: MediaLivesParts;
  #now: RoomMedia | undefined;
  #opening: Promise<RoomMedia> | undefined;
  #closed = false;

  constructor(parts: MediaLivesParts) {
    this.#parts = parts;
  }

  /** Undefined before the first, and between two. */
  get now(): RoomMedia | undefined {
    return this.#now;
  }

  /**
   * What serves a peer: the media that its client still has, or new.
   * @throws {CallError} `media_unavailable`, `server_closing`
   */
  async serve(peer: Peer, keptMediaId: string | undefined): Promise<PeerMedia> {
    const had = this.#now?.of(peer);
    if (had && had.id === keptMediaId) return had;
    this.#now?.drop(peer);
    return (await this.#get()).serve(peer);
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    this.#now?.close();
    this.#now = undefined;
  }

  async #get(): Promise<RoomMedia> {
    if (this.#now) return this.#now;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(): Promise<RoomMedia> {
    const { sfu, clock, newId, settings } = this.#parts.dependencies;
    const news = new SpeakerNews();
    let died = false;
    let media: RoomMedia | undefined;
    const events: RouterEvents = {
      died: () => {
        died = true;
        if (media) this.#died(media);
      },
      speakers: (levels) => {
        const speakers = media?.heard(levels) ?? [];
        const data = { speakers };
        const peers = this.#parts.peers();
        const ids = speakers.map(({ peerId }) => peerId);
        this.#parts.heard(ids);
        if (!news.isNews(ids, { people: peers.length, at: clock.now() })) return;
        for (const peer of peers) peer.tell('speakers', data);
      },
    };
    const router = await sfu.createRouter(events);
    if (died) throw new CallError('media_unavailable', 'the worker died at once');
    media = new RoomMedia({
      router,
      clock,
      voices: settings.voices,
      newId,
      failed: (peer, error) => {
        this.#logFailure(error, { peerId: peer.id }, 'a track could not be forwarded');
      },
    });
    if (this.#closed) {
      media.close();
      throw new CallError('server_closing', 'the room is closed');
    }
    this.#now = media;
    this.#parts.made();
    return media;
  }

  #died(media: RoomMedia): void {
    if (this.#now !== media) return;
    this.#parts.log.warn({}, 'media worker died, rebuilding the room on another');
    media.close();
    this.#now = undefined;
    void this.#rebuild();
  }

  /** Makes the media again from the record. Every client then makes new transports and sends its tracks. */
  async #rebuild(): Promise<void> {
    const rebuilt = await Promise.allSettled(
      this.#parts.peers().map(async (peer) => {
        const media = await (await this.#get()).serve(peer);
        if (peer.presence.state === 'present' && !media.announced) {
          peer.tell('mediaReset', { media: media.announce() });
        }
      }),
    );
    const failures = rebuilt.filter((result) => result.status === 'rejected');
    if (this.#closed || failures.length === 0) return;
    for (const { reason } of failures) this.#logFailure(reason, {}, 'media could not be rebuilt');
    this.#parts.dependencies.clock.after(rebuildRetry, () => {
      if (!this.#closed) void this.#rebuild();
    });
  }

  #logFailure(error: unknown, fields: object, message: string): void {
    const expected = error instanceof CallError;
    this.#parts.log[expected ? 'debug' : 'error']({ ...fields, err: error }, message);
  }
}
