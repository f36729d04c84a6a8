import { CallError } from '../call/CallError.ts';
import type { LocalAddress, SfuConsumer, SfuTap } from '../call/ports.ts';
import { tapRtpCapabilities } from './codecs.ts';
import { FakeConsumer } from './FakeConsumer.ts';
import type { FakeTransportOptions } from './FakeTransport.ts';
import type { FakeWorker } from './FakeWorker.ts';
import { mediaError } from './mediaErrors.ts';

export class FakeTap implements SfuTap {
  closed = false;
  readonly local = { address: '127.0.0.1', port: 30_000 };
  /** Where it sends to. */
  remote: LocalAddress | undefined;
  readonly consumers = new Set<FakeConsumer>();
  readonly #worker: FakeWorker;
  readonly #options: Omit<FakeTransportOptions, 'fingerprints'>;

  constructor(worker: FakeWorker, options: Omit<FakeTransportOptions, 'fingerprints'>) {
    this.#worker = worker;
    this.#options = options;
  }

  async connect(remote: LocalAddress): Promise<void> {
    await this.#worker.request('connectTap', this, () => {
      if (this.remote) throw new Error('the tap is connected already');
      this.remote = remote;
    });
  }

  consume(producerId: string): Promise<SfuConsumer> {
    const consuming = this.#worker.request('consumeTap', this, () => {
      const producer = this.#options.findProducer(producerId);
      if (!producer) throw new CallError('not_found', `there is no producer ${producerId}`);
      const consumer = new FakeConsumer(this.#worker, {
        producer,
        rtpParameters: producer.parametersFor(tapRtpCapabilities),
        paused: true,
        layers: undefined,
        onClose: () => this.consumers.delete(consumer),
      });
      this.consumers.add(consumer);
      return consumer;
    });
    return consuming.catch((error: unknown) => {
      throw mediaError(error);
    });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const consumer of this.consumers) consumer.close();
    this.#options.onClose();
  }
}
