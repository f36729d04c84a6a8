import type { types } from 'mediasoup';
import type { MediaKind, RtpCapabilities, RtpParameters, Transport } from '@parley/protocol';
import type { Layers, SfuConsumer, SfuProducer, SfuTransport, TransportReading } from '../call/ports.ts';
import { assertCodecsOfKind } from './codecs.ts';
import { mediaError, requestWhileOpen } from './mediaErrors.ts';
import { consumeOn, type ConsumingRoom } from './consumeOn.ts';
import { MediasoupConsumer } from './MediasoupConsumer.ts';
import { MediasoupProducer } from './MediasoupProducer.ts';
import { readTransport, type IsRelay } from './transportReading.ts';

/** The room that a transport belongs to. */
export interface TransportRoom extends ConsumingRoom {
  /** Something is sent, for the others to receive. */
  sends(producer: types.Producer, options: { isVoice: boolean }): Promise<void>;
  /** The transport is about to be closed. */
  closing(): void;
  readonly isRelay: IsRelay;
}

/** The server's end of a WebRTC connection, which knows the client's certificate from the start. */
export class MediasoupTransport implements SfuTransport {
  readonly parameters: Transport;
  readonly #transport: types.WebRtcTransport;
  readonly #room: TransportRoom;
  readonly #consumers = new Set<types.Consumer>();

  /** @param transport Connected: `connect()` has told it the client's fingerprints. */
  constructor(transport: types.WebRtcTransport, room: TransportRoom) {
    this.parameters = parametersOf(transport);
    this.#transport = transport;
    this.#room = room;
    // The client has another path, after an interruption or instead of one: nobody waits for its decoder to ask.
    transport.on('iceselectedtuplechange', () => {
      if (transport.dtlsState === 'connected') void this.#refreshPictures();
    });
  }

  async produce(options: {
    kind: MediaKind;
    rtpParameters: RtpParameters;
    paused: boolean;
    isVoice?: boolean;
  }): Promise<SfuProducer> {
    const { kind, paused, isVoice = kind === 'audio' } = options;
    assertCodecsOfKind(kind, options.rtpParameters);
    // Unknown header extensions are refused by mediasoup, so the cast promises nothing that is not checked.
    const rtpParameters = withoutBitrates(options.rtpParameters as types.RtpParameters);
    const producer = await requestWhileOpen(
      this.#transport,
      () => this.#transport.produce({ kind, rtpParameters, paused }),
      (late) => late.close(),
    ).catch((error: unknown) => {
      throw mediaError(error);
    });
    await requestWhileOpen(producer, () => this.#room.sends(producer, { isVoice }));
    return new MediasoupProducer(producer);
  }

  /**
   * `paused: false` is for consumers that exist before the client has connected, those of a join: nothing is lost,
   * and nobody has to resume them. Nothing is sent and no key frame is asked for before that (worker/src/RTC,
   * Consumer.hpp `IsActive`), and it is asked for then: WebRtcTransport.cpp `OnDtlsTransportConnected` →
   * Transport.cpp `Connected` → Consumer.cpp `TransportConnected` → the stream manager's `OnTransportConnected`.
   * A single stream's asks at once. A simulcast or SVC stream's asks once it has target layers, that is with the
   * first available bitrate that the congestion controller tells, started by the same `Connected`: some 25 ms
   * (TransportCongestionControlClient.cpp `OnTimer`). The layers are the highest that this bitrate allows.
   */
  async consume(options: {
    producerId: string;
    rtpCapabilities: RtpCapabilities;
    paused: boolean;
    layers?: Layers;
  }): Promise<SfuConsumer> {
    const { consumer, pipe } = await consumeOn(this.#transport, this.#room, options);
    if (!consumer.closed) {
      this.#consumers.add(consumer);
      consumer.observer.once('close', () => this.#consumers.delete(consumer));
    }
    return new MediasoupConsumer(consumer, pipe);
  }

  async bandwidth(): Promise<number> {
    const [stats] = await requestWhileOpen(this.#transport, () => this.#transport.getStats());
    return stats?.availableOutgoingBitrate ?? Infinity;
  }

  async reading(): Promise<TransportReading> {
    const consumer = [...this.#consumers].find(({ paused, producerPaused }) => !paused && !producerPaused);
    const { isRelay } = this.#room;
    return requestWhileOpen(this.#transport, () => readTransport(this.#transport, { isRelay, consumer }));
  }

  async restartIce(): Promise<Transport['iceParameters']> {
    return requestWhileOpen(this.#transport, () => this.#transport.restartIce());
  }

  close(): void {
    if (!this.#transport.closed) this.#room.closing();
    this.#transport.close();
  }

  /** What is closed meanwhile needs none. */
  async #refreshPictures(): Promise<void> {
    const pictures = [...this.#consumers].filter(({ kind }) => kind === 'video');
    await Promise.allSettled(pictures.map((consumer) => consumer.requestKeyFrame()));
  }
}

/**
 * To mediasoup the highest bit rate that a sender might use is what each receiver desires, however small the size that it
 * is to get; it fills a narrow line with padding, to find out whether it takes so much. Without, what is sent counts.
 */
function withoutBitrates({ encodings = [], ...rest }: types.RtpParameters): types.RtpParameters {
  const kept = encodings.map((encoding) => {
    const copy = { ...encoding };
    delete copy.maxBitrate;
    return copy;
  });
  return { ...rest, encodings: kept };
}

function parametersOf(transport: types.WebRtcTransport): Transport {
  return {
    id: transport.id,
    iceParameters: transport.iceParameters,
    iceCandidates: transport.iceCandidates.map(({ tcpType, ...candidate }) =>
      tcpType === undefined ? candidate : { ...candidate, tcpType },
    ),
    // The role is 'server' since `connect()` named the client as the DTLS client; mediasoup-client then takes
    // the role of client whatever it would prefer.
    dtlsParameters: transport.dtlsParameters,
  };
}
