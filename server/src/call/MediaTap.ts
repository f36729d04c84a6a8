import type { RecordedTrack, Recording, LocalAddress, SfuConsumer, SfuRouter, SfuTap } from './ports.ts';
import type { Source } from './Source.ts';

interface TappedTrack {
  readonly consumer: SfuConsumer;
  readonly track: RecordedTrack;
  muted: boolean;
  /** Whether whoever sends it cannot be reached. */
  away: boolean;
}

/** Everything that is sent in one life of a room's media, on its way to a recording, in the best quality. */
export class MediaTap {
  readonly #tap: SfuTap;
  readonly #recording: Recording;
  /** By producer id. */
  readonly #tracks = new Map<string, TappedTrack>();
  #isPaused = false;
  #closed = false;

  /**
   * @param to Where the recording listens.
   * @throws {CallError} `media_unavailable`
   */
  static async open(router: SfuRouter, recording: Recording, to: LocalAddress): Promise<MediaTap> {
    const tap = await router.createTap();
    recording.connect(tap.local);
    await tap.connect(to);
    return new MediaTap(tap, recording);
  }

  private constructor(tap: SfuTap, recording: Recording) {
    this.#tap = tap;
    this.#recording = recording;
  }

  /** @throws {CallError} `media_unavailable`, `not_found` for a producer that is gone */
  async add(
    { from, source, producer }: Source,
    { displayName, ...why }: { displayName: string; muted: boolean; away: boolean },
  ): Promise<void> {
    const consumer = await this.#tap.consume(producer.id);
    if (this.#closed) return;
    const track = {
      trackId: `${from.peerId}-${from.trackId}`,
      peerId: from.peerId,
      displayName,
      source,
      rtpParameters: consumer.rtpParameters,
    };
    const tapped = { consumer, track, ...why };
    this.#tracks.set(producer.id, tapped);
    this.#recording.addTrack(track);
    if (why.muted || why.away) this.#explain(tapped);
    if (!this.#isPaused) await consumer.resume();
  }

  setMuted(producerId: string, muted: boolean): void {
    const known = this.#tracks.get(producerId);
    if (!known) return;
    known.muted = muted;
    this.#explain(known);
  }

  /** Somebody cannot be reached, or is back: what they send may go on all the same. */
  setAway(peerId: string, away: boolean): void {
    for (const tapped of this.#tracks.values()) {
      if (tapped.track.peerId !== peerId || tapped.away === away) continue;
      tapped.away = away;
      this.#explain(tapped);
    }
  }

  remove(producerId: string): void {
    const known = this.#tracks.get(producerId);
    if (!known) return;
    this.#tracks.delete(producerId);
    known.consumer.close();
    this.#recording.removeTrack(known.track);
  }

  /** Whether nothing is sent for a while. @throws {CallError} `media_unavailable` */
  async setPaused(paused: boolean): Promise<void> {
    this.#isPaused = paused;
    const consumers = [...this.#tracks.values()].map(({ consumer }) => consumer);
    await Promise.all(consumers.map((consumer) => (paused ? consumer.pause() : consumer.resume())));
  }

  /** Its tracks are over. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const producerId of this.#tracks.keys()) this.remove(producerId);
    this.#tap.close();
  }

  /** Why nothing may come of it. */
  #explain({ track, muted, away }: TappedTrack): void {
    this.#recording.explain(track, muted ? 'muted' : away ? 'away' : undefined);
  }
}
