import type { DtlsFingerprint, MediaKind, RtpCapabilities, RtpParameters, Transport } from '@parley/protocol';
import { CallError } from '../call/CallError.ts';
import type { Layers, SfuConsumer, SfuProducer, SfuTransport, TransportReading } from '../call/ports.ts';
import { assertCodecsOfKind } from './codecs.ts';
import { FakeConsumer } from './FakeConsumer.ts';
import { FAKE_BITRATE, FakeProducer } from './FakeProducer.ts';
import type { FakeWorker } from './FakeWorker.ts';
import { mediaError } from './mediaErrors.ts';

export interface FakeTransportOptions {
  fingerprints: readonly DtlsFingerprint[];
  findProducer: (id: string) => FakeProducer | undefined;
  onClose: () => void;
}

export class FakeTransport implements SfuTransport {
  closed = false;
  /** What its line is thought to take. */
  available = Infinity;
  readonly parameters: Transport;
  /** What the client's certificate must match. */
  readonly fingerprints: readonly DtlsFingerprint[];
  readonly #worker: FakeWorker;
  readonly #options: FakeTransportOptions;
  readonly #producers = new Set<FakeProducer>();
  readonly #consumers = new Set<FakeConsumer>();
  #nextMid = 0;

  constructor(worker: FakeWorker, options: FakeTransportOptions) {
    this.#worker = worker;
    this.#options = options;
    this.fingerprints = options.fingerprints;
    this.parameters = {
      id: worker.nextId('transport'),
      iceParameters: this.#newIceParameters(),
      iceCandidates: [
        { ...candidate, foundation: 'udpcandidate', priority: 1_076_558_079, protocol: 'udp' },
        {
          ...candidate,
          foundation: 'tcpcandidate',
          priority: 1_076_302_079,
          protocol: 'tcp',
          tcpType: 'passive',
        },
      ],
      dtlsParameters: {
        role: 'server',
        fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('FA').join(':') }],
      },
    };
  }

  get id(): string {
    return this.parameters.id;
  }

  get producers(): FakeProducer[] {
    return [...this.#producers];
  }

  get consumers(): FakeConsumer[] {
    return [...this.#consumers];
  }

  async produce(options: {
    kind: MediaKind;
    rtpParameters: RtpParameters;
    paused: boolean;
    isVoice?: boolean;
  }): Promise<SfuProducer> {
    assertCodecsOfKind(options.kind, options.rtpParameters);
    const producing = this.#worker.request('produce', this, () => {
      this.#assertFree(options.rtpParameters);
      const producer = new FakeProducer(this.#worker, options, () => this.#producers.delete(producer));
      this.#producers.add(producer);
      return producer;
    });
    return producing.catch((error: unknown) => {
      throw mediaError(error);
    });
  }

  async consume(options: {
    producerId: string;
    rtpCapabilities: RtpCapabilities;
    paused: boolean;
    layers?: Layers;
  }): Promise<SfuConsumer> {
    const { producerId, rtpCapabilities, paused, layers } = options;
    const consuming = this.#worker.request('consume', this, () => {
      const producer = this.#options.findProducer(producerId);
      if (!producer) throw new CallError('not_found', `there is no producer ${producerId}`);
      const consumer = new FakeConsumer(this.#worker, {
        producer,
        rtpParameters: { ...producer.parametersFor(rtpCapabilities), mid: String(this.#nextMid++) },
        paused,
        layers,
        onClose: () => this.#consumers.delete(consumer),
      });
      this.#consumers.add(consumer);
      return consumer;
    });
    return consuming.catch((error: unknown) => {
      throw mediaError(error);
    });
  }

  bandwidth(): Promise<number> {
    return this.#worker.request('bandwidth', this, () => this.available);
  }

  /** A client that sends what it produces, a megabit of each, and gets as much of each consumer. */
  reading(): Promise<TransportReading> {
    const bitsOf = (streams: readonly { paused: boolean }[]) =>
      streams.filter(({ paused }) => !paused).length * FAKE_BITRATE;
    return this.#worker.request('readTransport', this, () => ({
      path: 'udp' as const,
      bitsIn: bitsOf(this.producers),
      bitsOut: bitsOf(this.consumers),
      roundTrip: this.consumers.length > 0 ? 20 : undefined,
      lossIn: 0,
      lossOut: 0,
    }));
  }

  restartIce(): Promise<Transport['iceParameters']> {
    return this.#worker.request('restartIce', this, () => this.#newIceParameters());
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const producer of this.producers) producer.close();
    for (const consumer of this.consumers) consumer.close();
    this.#options.onClose();
  }

  /** mediasoup, worker/src/RTC/RtpListener.cpp: MIDs and SSRCs are unique among the producers of a transport. */
  #assertFree(rtpParameters: RtpParameters): void {
    const taken = this.producers.map((producer) => producer.rtpParameters);
    if (rtpParameters.mid !== undefined && taken.some(({ mid }) => mid === rtpParameters.mid)) {
      throw new Error(`MID already exists in RTP listener [mid:${rtpParameters.mid}]`);
    }
    const used = ssrcsOf(rtpParameters).find((ssrc) => taken.some((other) => ssrcsOf(other).includes(ssrc)));
    if (used !== undefined) throw new Error(`ssrc already exists in RTP listener [ssrc:${used}]`);
  }

  #newIceParameters(): Transport['iceParameters'] {
    const name = this.#worker.nextId('ice');
    return { usernameFragment: name, password: `password-of-${name}`, iceLite: true };
  }
}

const candidate = { ip: '127.0.0.1', address: '127.0.0.1', port: 20_000, type: 'host' } as const;

function ssrcsOf({ encodings = [] }: RtpParameters): number[] {
  return encodings.flatMap(({ ssrc }) => (ssrc === undefined ? [] : [ssrc]));
}
