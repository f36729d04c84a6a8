import type { types } from 'mediasoup';
import type { MediaKind } from '@parley/protocol';
import type { SfuProducer } from '../call/ports.ts';
import { sizesOf } from './codecs.ts';
import { requestWhileOpen } from './mediaErrors.ts';

/** A track on its way into a router. */
export class MediasoupProducer implements SfuProducer {
  readonly id: string;
  readonly kind: MediaKind;
  readonly sizes: number;
  readonly #producer: types.Producer;

  constructor(producer: types.Producer) {
    this.id = producer.id;
    this.kind = producer.kind;
    this.sizes = sizesOf(producer.rtpParameters.encodings);
    this.#producer = producer;
  }

  async bitrate(): Promise<number> {
    const stats = await requestWhileOpen(this.#producer, () => this.#producer.getStats());
    return stats.reduce((sum, { bitrate }) => sum + bitrate, 0);
  }

  async pause(): Promise<void> {
    await requestWhileOpen(this.#producer, () => this.#producer.pause());
  }

  async resume(): Promise<void> {
    await requestWhileOpen(this.#producer, () => this.#producer.resume());
  }

  close(): void {
    this.#producer.close();
  }
}
