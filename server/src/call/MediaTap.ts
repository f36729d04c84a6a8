import type { RecordedTrack, Recording, LocalAddress, SfuConsumer, SfuRouter, SfuTap } from './ports.ts';
import type { Source } from './Source.ts';

/** Everything that is sent in one life of a room's media, on its way to a recording, in the best quality. */
export class MediaTap {
  readonly #tap: SfuTap;
  readonly #recording: Recording;
  /** By producer id. */
  readonly #tracks = new Map<string, { consumer: SfuConsumer; track: RecordedTrack }>();
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
  async add({ from, source, producer }: Source, of: { displayName: string; muted: boolean }): Promise<void> {
    const consumer = await this.#tap.consume(producer.id);
    if (this.#closed) return;
    const track = {
      trackId: `${from.peerId}-${from.trackId}`,
      peerId: from.peerId,
      displayName: of.displayName,
      source,
      rtpParameters: consumer.rtpParameters,
    };
    this.#tracks.set(producer.id, { consumer, track });
    this.#recording.addTrack(track);
    if (of.muted) this.#recording.explain(track, 'muted');
    if (!this.#isPaused) await consumer.resume();
  }

  setMuted(producerId: string, muted: boolean): void {
    const known = this.#tracks.get(producerId);
    if (known) this.#recording.explain(known.track, muted ? 'muted' : undefined);
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
}
