import type { Transport } from '@parley/protocol';
import type { Clock } from '../Clock.ts';
import type { Certificate } from '../dtls/certificate.ts';
import type { Recorder } from '../measure/Recorder.ts';
import type { Extension } from '@parley/rtp/packet';
import {
  encodeSourceDescription,
  PacketType,
  readCompound,
  readNack,
  readPictureRequests,
  TransportFormat,
  writeNtp,
} from '@parley/rtp/rtcp';
import type { IceCredentials } from '../stun/IcePath.ts';
import { Endpoint, type ConnectionTimes, type EndpointFailure } from './Endpoint.ts';
import type { CodecChoice } from './sendParameters.ts';
import { SentStream } from './SentStream.ts';

/** Milliseconds between sender reports: the SFU needs one of each size before it can go from one to another. */
const REPORT_INTERVAL = 1_000;

export interface TransmissionParts {
  readonly remote: Transport;
  /** What the other side was told to make its checks with, where it is no ICE-lite. */
  readonly local?: IceCredentials;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly cname: string;
  connected(times: ConnectionTimes): void;
  failed(cause: EndpointFailure, detail: string): void;
}

/** What a participant sends: all tracks on one transport, and its answers to what the SFU asks for. */
export class Transmission {
  readonly endpoint: Endpoint;
  readonly #parts: TransmissionParts;
  readonly #streams = new Map<number, SentStream>();
  readonly #onPictureRequest = new Map<number, () => void>();
  #nextTransportWide = 0;
  #reportedAt = 0;

  constructor(parts: TransmissionParts) {
    this.#parts = parts;
    this.endpoint = new Endpoint({
      remote: parts.remote,
      ...(parts.local && { local: parts.local }),
      certificate: parts.certificate,
      clock: parts.clock,
      connected: (times) => parts.connected(times),
      rtp: () => {},
      rtcp: (compound) => this.#controlled(compound),
      failed: (cause, detail) => parts.failed(cause, detail),
    });
  }

  /** A stream of its own for a track, or for one of its sizes. */
  addStream(
    choice: CodecChoice,
    options: { ssrc: number; rtxSsrc?: number; clockRate: number; onPictureRequest?: () => void },
  ): SentStream {
    const { ssrc, rtxSsrc, clockRate, onPictureRequest } = options;
    const { payloadType, rtxPayloadType } = choice;
    const stream = new SentStream({
      endpoint: this.endpoint,
      recorder: this.#parts.recorder,
      ssrc,
      payloadType,
      clockRate,
      ...(rtxSsrc !== undefined &&
        rtxPayloadType !== undefined && { rtx: { ssrc: rtxSsrc, payloadType: rtxPayloadType } }),
    });
    this.#streams.set(ssrc, stream);
    if (onPictureRequest) this.#onPictureRequest.set(ssrc, onPictureRequest);
    return stream;
  }

  /** What every packet has in its header, and what the track adds to it. */
  extensions({ extensionIds }: CodecChoice, now: number, ...more: readonly Extension[]): Extension[] {
    const extensions: Extension[] = more.filter(([id]) => id !== 0);
    if (extensionIds.captureTime !== 0) {
      const time = Buffer.alloc(8);
      writeNtp(time, 0, now);
      extensions.push([extensionIds.captureTime, time]);
    }
    if (extensionIds.transportWide !== 0) {
      const number = Buffer.alloc(2);
      number.writeUInt16BE(this.#nextTransportWide);
      this.#nextTransportWide = (this.#nextTransportWide + 1) & 0xffff;
      extensions.push([extensionIds.transportWide, number]);
    }
    return extensions;
  }

  /** Sends the reports that are due. */
  tick(now: number): void {
    if (!this.endpoint.connected || now - this.#reportedAt < REPORT_INTERVAL) return;
    this.#reportedAt = now;
    for (const stream of this.#streams.values()) {
      const report = stream.report(now);
      if (!report) continue;
      this.endpoint.sendRtcp(
        Buffer.concat([report, encodeSourceDescription(stream.ssrc, this.#parts.cname)]),
      );
    }
  }

  close(): void {
    this.endpoint.close();
  }

  #controlled(compound: Buffer): void {
    const { counts } = this.#parts.recorder;
    for (const packet of readCompound(compound)) {
      if (packet.type === PacketType.transportFeedback && packet.format === TransportFormat.nack) {
        counts.nacksReceived += 1;
        const stream = packet.bytes.length >= 12 && this.#streams.get(packet.bytes.readUInt32BE(8));
        if (stream) for (const sequenceNumber of readNack(packet)) stream.sendAgain(sequenceNumber);
      }
      for (const ssrc of readPictureRequests(packet)) {
        counts.picturesAsked += 1;
        this.#onPictureRequest.get(ssrc)?.();
      }
    }
  }
}
