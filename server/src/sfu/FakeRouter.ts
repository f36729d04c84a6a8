import { canConsume } from 'mediasoup/ortc';
import type { types } from 'mediasoup';
import type { DtlsFingerprint, RtpCapabilities } from '@parley/protocol';
import type { RouterEvents, SfuRouter, SfuTap, SfuTransport } from '../call/ports.ts';
import type { FakeProducer } from './FakeProducer.ts';
import { FakeTap } from './FakeTap.ts';
import { FakeTransport } from './FakeTransport.ts';
import type { FakeWorker } from './FakeWorker.ts';

export class FakeRouter implements SfuRouter {
  closed = false;
  readonly taps = new Set<FakeTap>();
  readonly #worker: FakeWorker;
  readonly #events: RouterEvents;
  readonly #onClose: () => void;
  readonly #transports = new Set<FakeTransport>();

  constructor(worker: FakeWorker, events: RouterEvents, onClose: () => void) {
    this.#worker = worker;
    this.#events = events;
    this.#onClose = onClose;
  }

  get transports(): FakeTransport[] {
    return [...this.#transports];
  }

  createTransport(options: { fingerprints: readonly DtlsFingerprint[] }): Promise<SfuTransport> {
    return this.#worker.request('createTransport', this, () => {
      const transport = new FakeTransport(this.#worker, {
        fingerprints: options.fingerprints,
        findProducer: (id) => this.#findProducer(id),
        onClose: () => this.#transports.delete(transport),
      });
      this.#transports.add(transport);
      return transport;
    });
  }

  createTap(): Promise<SfuTap> {
    return this.#worker.request('createTap', this, () => {
      const tap = new FakeTap(this.#worker, {
        findProducer: (id) => this.#findProducer(id),
        onClose: () => this.taps.delete(tap),
      });
      this.taps.add(tap);
      return tap;
    });
  }

  canConsume(producerId: string, rtpCapabilities: RtpCapabilities): boolean {
    const producer = this.#findProducer(producerId);
    if (!producer) return false;
    // A copy, because mediasoup fills in what is missing.
    const capabilities = structuredClone(rtpCapabilities) as types.RtpCapabilities;
    return canConsume(producer.consumableRtpParameters, capabilities);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const transport of this.transports) transport.close();
    for (const tap of this.taps) tap.close();
    this.#onClose();
  }

  /** The worker of this router dies. */
  kill(): void {
    if (this.closed) return;
    this.close();
    this.#events.died();
  }

  /** Something is heard: the router notices who speaks. */
  speak(levels: readonly { producerId: string; volume: number }[]): void {
    const voices = levels.filter(({ producerId }) => this.#findProducer(producerId)?.isVoice !== false);
    if (!this.closed) this.#events.speakers(voices);
  }

  #findProducer(id: string): FakeProducer | undefined {
    return this.transports.flatMap((transport) => transport.producers).find((producer) => producer.id === id);
  }
}
