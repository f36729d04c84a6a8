import type { Consumer as ConsumerDescription, MediaKind, TrackRef } from '@parley/protocol';
import type { Layers, SfuConsumer, SfuProducer } from './ports.ts';

/** What a peer is to get of a track. */
export interface Wish {
  /** Whether anything at all. */
  readonly wanted: boolean;
  /** Of a picture. Without: the best there are. */
  readonly layers?: Layers | undefined;
  /** Who is served first where the bandwidth is short: 1 is last, 255 first. */
  readonly priority?: number;
  /** Not just now, however much it is wanted: the line is too narrow. */
  readonly withheld?: boolean;
}

/** A track of somebody on its way to one peer. Its packets come while the client can take them, and wants them. */
export class Forwarding {
  readonly from: TrackRef;
  readonly producer: SfuProducer;
  readonly #consumer: SfuConsumer;
  #ready: boolean;
  #wish: Wish;
  #settled: Promise<void> = Promise.resolve();

  /** @param wish What the consumer was made with. `ready`: the client can take its packets. */
  constructor(
    from: TrackRef,
    producer: SfuProducer,
    consumer: SfuConsumer,
    options: { ready: boolean; wish: Wish },
  ) {
    this.from = from;
    this.producer = producer;
    this.#consumer = consumer;
    this.#ready = options.ready;
    this.#wish = { ...options.wish };
  }

  get id(): string {
    return this.#consumer.id;
  }

  get kind(): MediaKind {
    return this.#consumer.kind;
  }

  get wanted(): boolean {
    return this.#wish.wanted;
  }

  get priority(): number {
    return this.#wish.priority ?? 1;
  }

  /**
   * Whether it is wanted better than as a row of stills, which is what the lowest layers are. mediasoup gives a picture all
   * of its frames before it gives it a larger size.
   */
  get isSlow(): boolean {
    const { wanted, layers } = this.#wish;
    const { forwarded } = this.#consumer;
    const isLowest = !forwarded || (forwarded.spatial === 0 && forwarded.temporal === 0);
    return wanted && isLowest && !(layers?.spatial === 0 && layers.temporal === 0);
  }

  /** In how many of its sizes, from the smallest up, the picture may be asked for. */
  get sizes(): number {
    if (!this.#flows) return 0;
    return Math.min(this.producer.sizes, (this.#wish.layers?.spatial ?? Infinity) + 1);
  }

  /** The client can take the packets now. @throws {CallError} `media_unavailable` */
  ready(): Promise<void> {
    this.#ready = true;
    return this.#settle();
  }

  /** @throws {CallError} `media_unavailable` */
  async want(wish: Wish): Promise<void> {
    const before = this.#wish;
    this.#wish = wish;
    const { layers, priority } = wish;
    await Promise.all([
      layers && !sameLayers(layers, before.layers) && this.#consumer.setLayers(layers),
      priority !== undefined && priority !== before.priority && this.#consumer.setPriority(priority),
      flowsBy(wish) !== flowsBy(before) && this.#settle(),
    ]);
  }

  describe(): ConsumerDescription {
    const { id, kind, rtpParameters } = this.#consumer;
    return { id, ...this.from, kind, rtpParameters, paused: !this.#ready };
  }

  close(): void {
    this.#consumer.close();
  }

  get #flows(): boolean {
    return flowsBy(this.#wish);
  }

  /** One change after the other, however fast the wishes change. */
  #settle(): Promise<void> {
    this.#settled = this.#settled
      .catch(() => undefined)
      .then(async () => {
        const flows = this.#ready && this.#flows;
        if (flows === this.#consumer.paused) await (flows ? this.#consumer.resume() : this.#consumer.pause());
      });
    return this.#settled;
  }
}

function flowsBy({ wanted, withheld = false }: Wish): boolean {
  return wanted && !withheld;
}

function sameLayers(one: Layers, other: Layers | undefined): boolean {
  return one.spatial === other?.spatial && one.temporal === other.temporal;
}
