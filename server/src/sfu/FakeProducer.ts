import * as ortc from 'mediasoup/ortc';
import type { types } from 'mediasoup';
import type { MediaKind, RtpCapabilities, RtpParameters } from '@parley/protocol';
import type { SfuProducer } from '../call/ports.ts';
import { routerRtpCapabilities, sizesOf } from './codecs.ts';
import type { FakeWorker } from './FakeWorker.ts';

/** Of everything that is not paused, in bits a second. */
export const FAKE_BITRATE = 1_000_000;

export class FakeProducer implements SfuProducer {
  closed = false;
  paused: boolean;
  readonly id: string;
  readonly kind: MediaKind;
  readonly sizes: number;
  /** Who is heard in it is told as a speaker. */
  readonly isVoice: boolean;
  readonly rtpParameters: RtpParameters;
  readonly consumableRtpParameters: types.RtpParameters;
  /** What ends with it. */
  readonly consumers = new Set<{ close(): void }>();
  readonly #worker: FakeWorker;
  readonly #onClose: () => void;

  /** @throws {TypeError | UnsupportedError} For RTP parameters that mediasoup refuses. */
  constructor(
    worker: FakeWorker,
    options: { kind: MediaKind; rtpParameters: RtpParameters; paused: boolean; isVoice?: boolean },
    onClose: () => void,
  ) {
    this.#worker = worker;
    this.#onClose = onClose;
    this.kind = options.kind;
    this.isVoice = options.isVoice ?? options.kind === 'audio';
    this.sizes = sizesOf(options.rtpParameters.encodings);
    this.rtpParameters = options.rtpParameters;
    this.consumableRtpParameters = consumableOf(options.kind, options.rtpParameters);
    this.paused = options.paused;
    this.id = worker.nextId('producer');
  }

  /** @throws {UnsupportedError} For capabilities that share no codec with it. */
  parametersFor(rtpCapabilities: RtpCapabilities): RtpParameters {
    return ortc.getConsumerRtpParameters({
      consumableRtpParameters: this.consumableRtpParameters,
      remoteRtpCapabilities: structuredClone(rtpCapabilities) as types.RtpCapabilities,
      pipe: false,
      enableRtx: this.kind === 'video',
    }) as RtpParameters;
  }

  bitrate(): Promise<number> {
    return this.#worker.request('readProducer', this, () => (this.paused ? 0 : FAKE_BITRATE));
  }

  async pause(): Promise<void> {
    await this.#worker.request('pauseProducer', this, () => (this.paused = true));
  }

  async resume(): Promise<void> {
    await this.#worker.request('resumeProducer', this, () => (this.paused = false));
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const consumer of this.consumers) consumer.close();
    this.#onClose();
  }
}

/** As in mediasoup's Transport.ts, `produce`, with the checks of its worker that ortc.ts does not make. */
function consumableOf(kind: MediaKind, rtpParameters: RtpParameters): types.RtpParameters {
  const params = structuredClone(rtpParameters) as types.RtpParameters;
  ortc.validateAndNormalizeRtpParameters(params);
  if (params.codecs.length === 0) throw new TypeError('empty codecs');
  for (const { uri } of params.headerExtensions ?? []) {
    const known = routerRtpCapabilities.headerExtensions.some((extension) => extension.uri === uri);
    if (!known) throw new TypeError(`invalid RtpHeaderExtensionUri: ${uri}`);
  }
  if (params.encodings?.length === 0) params.encodings.push({});
  const capabilities = routerRtpCapabilities as types.RtpCapabilities;
  const mapping = ortc.getProducerRtpParametersMapping(params, capabilities);
  return ortc.getConsumableRtpParameters(kind, params, capabilities, mapping);
}
