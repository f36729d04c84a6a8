import type { Media, RtpParameters, Track, TrackRef } from '@parley/protocol';
import { CallError } from './CallError.ts';
import { Forwarding, type Wish } from './Forwarding.ts';
import { NarrowLine } from './NarrowLine.ts';
import { keyOf, type Peer } from './Peer.ts';
import type { SfuProducer, SfuTransport, TransportReading } from './ports.ts';

/** Asked for, and not there yet. */
type PendingForwarding = Pick<Forwarding, 'kind' | 'wanted'>;

/**
 * The media server's objects that serve one peer: two transports, the producers of its tracks and the consumers
 * of the others'. A new id means new transports. It dies with its room's router; the Peer does not.
 */
export class PeerMedia {
  readonly id: string;
  readonly peer: Peer;
  /** By track id: in how many sizes each of its pictures is asked for. */
  readonly #demands = new Map<string, number>();
  readonly line = new NarrowLine();
  /** Pictures on the screen for which the line is too narrow. */
  withheld: readonly TrackRef[] = [];
  readonly #send: SfuTransport;
  readonly #receive: SfuTransport;
  readonly #producers = new Map<string, SfuProducer>();
  /** By producer id, oldest first. One that is on its way is here as well: nobody gets the same track twice. */
  readonly #forwardings = new Map<string, Forwarding | PendingForwarding>();
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
  async produce(track: Track, rtpParameters: RtpParameters): Promise<void> {
    if (this.#producers.has(track.id)) throw new CallError('track_exists', `${track.id} is being sent`);
    const { kind, source, muted } = track;
    const isVoice = source === 'microphone';
    const producer = await this.#send.produce({ kind, rtpParameters, paused: muted, isVoice });
    if (this.#closed) {
      producer.close();
      throw new CallError('stale_media', 'the transports were replaced meanwhile');
    }
    this.#producers.set(track.id, producer);
  }

  closeProducer(trackId: string): void {
    this.#producers.get(trackId)?.close();
    this.#producers.delete(trackId);
    this.#demands.delete(trackId);
  }

  get forwardings(): Forwarding[] {
    return [...this.#forwardings.values()].filter((forwarding) => forwarding instanceof Forwarding);
  }

  forwarding(producerId: string): Forwarding | undefined {
    const forwarding = this.#forwardings.get(producerId);
    return forwarding instanceof Forwarding ? forwarding : undefined;
  }

  /** How many pictures it gets, those included that are on their way. */
  get pictures(): number {
    return [...this.#forwardings.values()].filter(({ kind, wanted }) => kind === 'video' && wanted).length;
  }

  /**
   * Receives another peer's producer, once. Undefined where that is under way already, or is no longer wanted when
   * the consumer is there.
   * @throws {CallError} `unsupported_media`, `media_unavailable`
   */
  async consume(
    from: TrackRef,
    producer: SfuProducer,
    { ready, wish }: { ready: boolean; wish: Wish },
  ): Promise<Forwarding | undefined> {
    if (this.#closed || this.#forwardings.has(producer.id)) return undefined;
    const pending = { kind: producer.kind, wanted: wish.wanted };
    this.#forwardings.set(producer.id, pending);
    try {
      const consumer = await this.#receive.consume({
        producerId: producer.id,
        rtpCapabilities: this.peer.profile.rtpCapabilities,
        paused: !ready || !wish.wanted,
        ...(wish.layers && { layers: wish.layers }),
      });
      if (this.#closed || this.#forwardings.get(producer.id) !== pending) {
        consumer.close();
        return undefined;
      }
      const forwarding = new Forwarding(from, producer, consumer, { ready, wish });
      this.#forwardings.set(producer.id, forwarding);
      return forwarding;
    } catch (error) {
      if (this.#forwardings.get(producer.id) === pending) this.#forwardings.delete(producer.id);
      throw error;
    }
  }

  /** Ends what was received of a producer. Returns the id of the consumer, if there was one. */
  dropProducer(producerId: string): string | undefined {
    const forwarding = this.forwarding(producerId);
    this.#forwardings.delete(producerId);
    forwarding?.close();
    return forwarding?.id;
  }

  /**
   * Those that are there are resumed in any case.
   * @throws {CallError} `not_found` when one of them is not
   */
  async resumeConsumers(consumerIds: readonly string[]): Promise<void> {
    const byId = new Map(this.forwardings.map((forwarding) => [forwarding.id, forwarding]));
    const known = consumerIds.flatMap((id) => byId.get(id) ?? []);
    await Promise.all(known.map((forwarding) => forwarding.ready()));
    const missing = consumerIds.find((id) => !byId.has(id));
    if (missing !== undefined) throw new CallError('not_found', `no consumer ${missing} of this peer`);
  }

  isWithheld(track: TrackRef): boolean {
    return this.withheld.some((withheld) => keyOf(withheld) === keyOf(track));
  }

  /** Bits a second. @throws {CallError} `media_unavailable` */
  bandwidth(): Promise<number> {
    return this.#receive.bandwidth();
  }

  /** How both transports do. @throws {CallError} `media_unavailable` */
  reading(): Promise<[send: TransportReading, receive: TransportReading]> {
    return Promise.all([this.#send.reading(), this.#receive.reading()]);
  }

  /** @throws {CallError} `not_found` */
  async restartIce(transportId: string) {
    const transport = [this.#send, this.#receive].find(({ parameters }) => parameters.id === transportId);
    if (!transport) throw new CallError('not_found', `no transport ${transportId} of this peer`);
    return transport.restartIce();
  }

  /** In so many sizes one of its pictures is asked for. */
  setDemand(trackId: string, sizes: number): void {
    this.#demands.set(trackId, sizes);
    if (this.#announced) this.peer.tell('trackDemand', { trackId, sizes });
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
      consumers: this.forwardings.map((forwarding) => forwarding.describe()),
      withheld: [...this.withheld],
      demands: [...this.#demands].map(([trackId, sizes]) => ({ trackId, sizes })),
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#send.close();
    this.#receive.close();
    this.#producers.clear();
    this.#forwardings.clear();
  }
}
