import type { Consumer as ConsumerDescription, Media, RtpParameters, Track } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';
import type { SfuConsumer, SfuProducer, SfuTransport } from './ports.ts';

/** One track of one peer, as a consumer's source. */
export interface TrackRef {
  readonly peerId: string;
  readonly trackId: string;
}

interface ConsumerEntry extends TrackRef {
  readonly producerId: string;
  readonly consumer: SfuConsumer;
}

/**
 * The media server's objects that serve one peer: two transports, the producers of its tracks and the consumers
 * of the others'. A new id means new transports. It dies with its room's router; the Peer does not.
 */
export class PeerMedia {
  readonly id: string;
  readonly peer: Peer;
  readonly #send: SfuTransport;
  readonly #receive: SfuTransport;
  readonly #producers = new Map<string, SfuProducer>();
  readonly #consumers = new Map<string, ConsumerEntry>();
  /** Producers that a consumer was asked for: nobody gets the same track twice. */
  readonly #subscribed = new Set<string>();
  #announced = false;
  #closed = false;

  constructor(id: string, peer: Peer, transports: { send: SfuTransport; receive: SfuTransport }) {
    this.id = id;
    this.peer = peer;
    this.#send = transports.send;
    this.#receive = transports.receive;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get producers(): IterableIterator<[trackId: string, SfuProducer]> {
    return this.#producers.entries();
  }

  producer(trackId: string): SfuProducer | undefined {
    return this.#producers.get(trackId);
  }

  /** @throws {CallError} `track_exists`, `unsupported_media`, `media_unavailable`, `stale_media` */
  async produce(track: Track, rtpParameters: RtpParameters): Promise<SfuProducer> {
    if (this.#producers.has(track.id)) throw new CallError('track_exists', `${track.id} is being sent`);
    const producer = await this.#send.produce({ kind: track.kind, rtpParameters, paused: track.muted });
    if (this.#closed) {
      producer.close();
      throw new CallError('stale_media', 'the transports were replaced meanwhile');
    }
    this.#producers.set(track.id, producer);
    return producer;
  }

  closeProducer(trackId: string): void {
    this.#producers.get(trackId)?.close();
    this.#producers.delete(trackId);
  }

  /**
   * Receives another peer's producer, once. Undefined where that is no longer wanted when the consumer is there.
   * @throws {CallError} `unsupported_media`, `media_unavailable`
   */
  async consume(
    from: TrackRef,
    producer: SfuProducer,
    { paused }: { paused: boolean },
  ): Promise<ConsumerDescription | undefined> {
    if (this.#closed || this.#subscribed.has(producer.id)) return undefined;
    this.#subscribed.add(producer.id);
    try {
      const consumer = await this.#receive.consume({
        producerId: producer.id,
        rtpCapabilities: this.peer.profile.rtpCapabilities,
        paused,
      });
      if (this.#closed || !this.#subscribed.has(producer.id)) {
        consumer.close();
        return undefined;
      }
      const entry = { ...from, producerId: producer.id, consumer };
      this.#consumers.set(consumer.id, entry);
      return describeConsumer(entry);
    } catch (error) {
      this.#subscribed.delete(producer.id);
      throw error;
    }
  }

  /** Forgets the consumers of a producer that is gone. Returns the ids of those that the client knows. */
  dropConsumersOf(producerId: string): string[] {
    this.#subscribed.delete(producerId);
    const dropped: string[] = [];
    for (const [id, entry] of this.#consumers) {
      if (entry.producerId !== producerId) continue;
      entry.consumer.close();
      this.#consumers.delete(id);
      dropped.push(id);
    }
    return dropped;
  }

  /**
   * Those that are there are resumed in any case.
   * @throws {CallError} `not_found` when one of them is not
   */
  async resumeConsumers(consumerIds: readonly string[]): Promise<void> {
    const entries = consumerIds.map((id) => this.#consumers.get(id));
    await Promise.all(entries.flatMap((entry) => (entry ? [entry.consumer.resume()] : [])));
    const missing = consumerIds.find((_id, index) => !entries[index]);
    if (missing !== undefined) throw new CallError('not_found', `no consumer ${missing} of this peer`);
  }

  /** @throws {CallError} `not_found` */
  async restartIce(transportId: string) {
    const transport = [this.#send, this.#receive].find(({ parameters }) => parameters.id === transportId);
    if (!transport) throw new CallError('not_found', `no transport ${transportId} of this peer`);
    return transport.restartIce();
  }

  /** Whether the client knows of it, so that changes to it are news. */
  get announced(): boolean {
    return this.#announced;
  }

  /** What the client needs; from now on it is told of every change. */
  announce(): Media {
    this.#announced = true;
    return {
      id: this.id,
      sendTransport: this.#send.parameters,
      receiveTransport: this.#receive.parameters,
      consumers: [...this.#consumers.values()].map(describeConsumer),
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#send.close();
    this.#receive.close();
    this.#producers.clear();
    this.#consumers.clear();
    this.#subscribed.clear();
  }
}

function describeConsumer({ peerId, trackId, consumer }: ConsumerEntry): ConsumerDescription {
  const { id, kind, rtpParameters, paused } = consumer;
  return { id, peerId, trackId, kind, rtpParameters, paused };
}
