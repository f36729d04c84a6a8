import type { MediaKind, RtpParameters } from '@parley/protocol';
import type { Layers, SfuConsumer } from '../call/ports.ts';
import type { FakeProducer } from './FakeProducer.ts';
import type { FakeWorker } from './FakeWorker.ts';

export interface FakeConsumerOptions {
  producer: FakeProducer;
  rtpParameters: RtpParameters;
  paused: boolean;
  layers: Layers | undefined;
  onClose: () => void;
}

export class FakeConsumer implements SfuConsumer {
  closed = false;
  paused: boolean;
  layers: Layers | undefined;
  forwarded: Layers | undefined;
  priority = 1;
  readonly id: string;
  readonly kind: MediaKind;
  readonly rtpParameters: RtpParameters;
  readonly producer: FakeProducer;
  readonly #worker: FakeWorker;
  readonly #onClose: () => void;

  constructor(worker: FakeWorker, { producer, rtpParameters, paused, layers, onClose }: FakeConsumerOptions) {
    this.#worker = worker;
    this.#onClose = onClose;
    this.id = worker.nextId('consumer');
    this.kind = producer.kind;
    this.producer = producer;
    this.rtpParameters = rtpParameters;
    this.paused = paused;
    this.layers = layers;
    producer.consumers.add(this);
  }

  async pause(): Promise<void> {
    await this.#worker.request('pauseConsumer', this, () => (this.paused = true));
  }

  async resume(): Promise<void> {
    await this.#worker.request('resumeConsumer', this, () => (this.paused = false));
  }

  async setLayers(layers: Layers): Promise<void> {
    if (this.kind === 'video') await this.#worker.request('setLayers', this, () => (this.layers = layers));
  }

  async setPriority(priority: number): Promise<void> {
    await this.#worker.request('setPriority', this, () => (this.priority = priority));
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.producer.consumers.delete(this);
    this.#onClose();
  }
}
