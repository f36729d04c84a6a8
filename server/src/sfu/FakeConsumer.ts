import type { MediaKind, RtpParameters } from '@parley/protocol';
import type { SfuConsumer } from '../call/ports.ts';
import type { FakeProducer } from './FakeProducer.ts';
import type { FakeWorker } from './FakeWorker.ts';

export interface FakeConsumerOptions {
  producer: FakeProducer;
  rtpParameters: RtpParameters;
  paused: boolean;
  onClose: () => void;
}

export class FakeConsumer implements SfuConsumer {
  closed = false;
  paused: boolean;
  readonly id: string;
  readonly kind: MediaKind;
  readonly rtpParameters: RtpParameters;
  readonly producer: FakeProducer;
  readonly #worker: FakeWorker;
  readonly #onClose: () => void;

  constructor(worker: FakeWorker, { producer, rtpParameters, paused, onClose }: FakeConsumerOptions) {
    this.#worker = worker;
    this.#onClose = onClose;
    this.id = worker.nextId('consumer');
    this.kind = producer.kind;
    this.producer = producer;
    this.rtpParameters = rtpParameters;
    this.paused = paused;
    producer.consumers.add(this);
  }

  async resume(): Promise<void> {
    await this.#worker.request('resumeConsumer', this, () => (this.paused = false));
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.producer.consumers.delete(this);
    this.#onClose();
  }
}
