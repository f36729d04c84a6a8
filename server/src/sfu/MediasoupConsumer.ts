import type { types } from 'mediasoup';
import type { MediaKind, RtpParameters } from '@parley/protocol';
import type { Layers, SfuConsumer } from '../call/ports.ts';
import { requestWhileOpen } from './mediaErrors.ts';
import type { PipeUse } from './PipedProducer.ts';

/** A producer's track on its way out of a router, to one peer. */
export class MediasoupConsumer implements SfuConsumer {
  readonly id: string;
  readonly kind: MediaKind;
  readonly rtpParameters: RtpParameters;
  readonly #consumer: types.Consumer;
  readonly #pipe: PipeUse | undefined;

  /** @param pipe By which its producer gets here, where that sends to another worker. */
  constructor(consumer: types.Consumer, pipe: PipeUse | undefined) {
    this.id = consumer.id;
    this.kind = consumer.kind;
    // mediasoup types codec parameters as unknown; ortc.ts has let only strings and numbers through.
    this.rtpParameters = consumer.rtpParameters as RtpParameters;
    this.#consumer = consumer;
    this.#pipe = pipe;
  }

  get paused(): boolean {
    return this.#consumer.paused;
  }

  get forwarded(): Layers | undefined {
    const layers = this.#consumer.currentLayers;
    return layers && { spatial: layers.spatialLayer, temporal: layers.temporalLayer ?? 0 };
  }

  async pause(): Promise<void> {
    await requestWhileOpen(this.#consumer, () => this.#consumer.pause());
    this.#pipe?.want(!this.paused);
  }

  async resume(): Promise<void> {
    this.#pipe?.want(true);
    await requestWhileOpen(this.#consumer, () => this.#consumer.resume());
  }

  async setLayers({ spatial, temporal }: Layers): Promise<void> {
    if (this.kind !== 'video') return;
    await requestWhileOpen(this.#consumer, () =>
      this.#consumer.setPreferredLayers({ spatialLayer: spatial, temporalLayer: temporal }),
    );
  }

  async setPriority(priority: number): Promise<void> {
    await requestWhileOpen(this.#consumer, () => this.#consumer.setPriority(priority));
  }

  close(): void {
    this.#consumer.close();
  }
}
