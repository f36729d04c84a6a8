import type { Consumer, Transport } from '@parley/protocol';
import type { Clock } from '../Clock.ts';
import type { Certificate } from '../dtls/certificate.ts';
import type { Recorder } from '../measure/Recorder.ts';
import { readStamp } from '../media/sendStamp.ts';
import { ArrivalLog } from './ArrivalLog.ts';
import { findExtension, headerLength, sequenceDistance } from '@parley/rtp/packet';
import {
  encodeNack,
  encodePictureLoss,
  encodeReceiverReport,
  PacketType,
  readCompound,
  readNtp,
} from '@parley/rtp/rtcp';
import type { IceCredentials } from '../stun/IcePath.ts';
import { Endpoint, type ConnectionTimes, type EndpointFailure } from './Endpoint.ts';
import { ReceivedStream } from './ReceivedStream.ts';

export const ExtensionUri = {
  captureTime: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  transportWide: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  audioLevel: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
} as const;

/** Packets with which mediasoup tries how much gets through; they are of no track. */
const PROBE_SSRC = 1234;
/** One packet in so many is opened, to see that what comes is what was sent. */
const OPEN_EVERY = 16;
/** Milliseconds between receiver reports. */
const REPORT_INTERVAL = 1_000;

export interface ReceptionParts {
  readonly remote: Transport;
  /** What the other side was told to make its checks with, where it is no ICE-lite. */
  readonly local?: IceCredentials;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly recorder: Recorder;
  connected(times: ConnectionTimes): void;
  /** The first packet of any track came. */
  started(): void;
  failed(cause: EndpointFailure, detail: string): void;
}

interface Retransmissions {
  readonly stream: ReceivedStream;
  highest: number;
}

/** What a participant receives: all tracks on one transport, and the feedback that a browser gives on them. */
export class Reception {
  readonly endpoint: Endpoint;
  readonly #parts: ReceptionParts;
  readonly #streams = new Map<number, ReceivedStream>();
  readonly #retransmissions = new Map<number, Retransmissions>();
  readonly #foreign = new WeakSet<ReceivedStream>();
  readonly #byConsumer = new Map<string, { ssrc: number; rtx: number | undefined }>();
  readonly #arrivals = new ArrivalLog();
  readonly #ssrc = (Math.random() * 0xffff_ffff) >>> 0;
  /** Ids of header extensions, the same in all of a router's consumers; 0 where there is none. */
  #captureTimeId = 0;
  #transportWideId = 0;
  #packets = 0;
  #reportedAt = 0;
  #hasStarted = false;

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
    this.endpoint = new Endpoint({
      remote: parts.remote,
      ...(parts.local && { local: parts.local }),
      certificate: parts.certificate,
      clock: parts.clock,
      connected: (times) => parts.connected(times),
      rtp: (packet) => this.#received(packet),
      rtcp: (compound) => this.#controlled(compound),
      failed: (cause, detail) => parts.failed(cause, detail),
    });
  }

  /** @param isOurs Whether it is known when its packets were sent: their stamps are of this machine's clock. */
  add({ id, rtpParameters }: Consumer, isOurs: boolean): void {
    const [encoding] = rtpParameters.encodings ?? [];
    const [codec] = rtpParameters.codecs;
    if (encoding?.ssrc === undefined || !codec) return;
    for (const extension of rtpParameters.headerExtensions ?? []) {
      if (extension.uri === ExtensionUri.captureTime) this.#captureTimeId = extension.id;
      if (extension.uri === ExtensionUri.transportWide) this.#transportWideId = extension.id;
    }
    const { recorder } = this.#parts;
    const { ssrc, rtx } = encoding;
    const stream = new ReceivedStream({ ssrc, clockRate: codec.clockRate, recorder });
    this.#streams.set(ssrc, stream);
    if (!isOurs) this.#foreign.add(stream);
    if (rtx) this.#retransmissions.set(rtx.ssrc, { stream, highest: -1 });
    this.#byConsumer.set(id, { ssrc, rtx: rtx?.ssrc });
  }

  remove(consumerId: string): void {
    const ssrcs = this.#byConsumer.get(consumerId);
    if (!ssrcs) return;
    this.#byConsumer.delete(consumerId);
    this.#streams.delete(ssrcs.ssrc);
    if (ssrcs.rtx !== undefined) this.#retransmissions.delete(ssrcs.rtx);
  }

  /** Sends the feedback that is due. To be called ten times a second or so. */
  tick(now: number): void {
    if (!this.endpoint.connected) return;
    const compound: Buffer[] = [];
    if (now - this.#reportedAt >= REPORT_INTERVAL) {
      this.#reportedAt = now;
      compound.push(this.#report(now));
    }
    const [media = 0] = this.#streams.keys();
    const feedback = this.#arrivals.report(this.#ssrc, media);
    if (feedback) compound.push(feedback);
    for (const stream of this.#streams.values()) {
      if (stream.hasMissing) compound.push(...this.#asking(stream, now));
    }
    if (compound.length > 0) this.endpoint.sendRtcp(Buffer.concat(compound));
  }

  /** How many tracks had packets since the last time this was asked. */
  sample(): number {
    let live = 0;
    for (const stream of this.#streams.values()) if (stream.sample()) live += 1;
    const { roundTrip } = this.endpoint;
    if (roundTrip !== undefined) this.#parts.recorder.record('roundTrip', roundTrip);
    return live;
  }

  close(): void {
    this.endpoint.close();
  }

  #received(packet: Buffer): void {
    const now = this.#parts.clock.now();
    const end = headerLength(packet);
    if (end === -1) return;
    if (this.#transportWideId !== 0) {
      const at = findExtension(packet, this.#transportWideId, end);
      if (at !== -1) this.#arrivals.add(packet.readUInt16BE(at), now);
    }
    const ssrc = packet.readUInt32BE(8);
    if (ssrc === PROBE_SSRC) return;
    const sequence = packet.readUInt16BE(2);
    const stream = this.#streams.get(ssrc);
    if (!stream) {
      const retransmissions = this.#retransmissions.get(ssrc);
      if (retransmissions) this.#retransmitted(packet, retransmissions);
      return;
    }
    const hasTime = this.#captureTimeId !== 0 && !this.#foreign.has(stream);
    const at = hasTime ? findExtension(packet, this.#captureTimeId, end) : -1;
    const hadMissing = stream.hasMissing;
    stream.received(sequence, packet.length, now, at === -1 ? Number.NaN : now - readNtp(packet, at));
    // A browser asks at once, too.
    if (!hadMissing && stream.hasMissing) this.#askNow(stream, now);
    this.#packets += 1;
    if (this.#packets % OPEN_EVERY === 1) {
      const payload = this.#open(packet, stream.rollOver(sequence));
      // What the header does not say, the payload may.
      if (at === -1 && payload) this.#stamped(readStamp(payload), now);
    }
    if (!this.#hasStarted) {
      this.#hasStarted = true;
      this.#parts.started();
    }
  }

  #open(packet: Buffer, rollOver: number): Buffer | undefined {
    const { counts } = this.#parts.recorder;
    counts.opened += 1;
    // The stream counts from 1, so that it can go back.
    const payload = this.endpoint.open(packet, rollOver - 1);
    if (!payload) counts.damaged += 1;
    return payload;
  }

  /** Only we write it, so it is of our clock. */
  #stamped(sentAt: number, now: number): void {
    if (!Number.isNaN(sentAt)) this.#parts.recorder.latency.add(now - sentAt);
  }

  #retransmitted(packet: Buffer, retransmissions: Retransmissions): void {
    const sequence = packet.readUInt16BE(2);
    if (retransmissions.highest === -1) retransmissions.highest = sequence;
    const extended = retransmissions.highest + sequenceDistance(retransmissions.highest & 0xffff, sequence);
    retransmissions.highest = Math.max(retransmissions.highest, extended);
    const payload = this.endpoint.open(packet, Math.max(0, extended) >>> 16);
    // RFC 4588, section 4: the number that it had at first.
    if (payload && payload.length >= 2) retransmissions.stream.retransmitted(payload.readUInt16BE(0));
  }

  #controlled(compound: Buffer): void {
    for (const { type, bytes } of readCompound(compound)) {
      if (type !== PacketType.senderReport || bytes.length < 28) continue;
      this.#streams
        .get(bytes.readUInt32BE(4))
        ?.senderReported(bytes.readUInt32BE(10), this.#parts.clock.now());
    }
  }

  #report(now: number): Buffer {
    const started = [...this.#streams.values()].filter(({ hasStarted }) => hasStarted);
    return encodeReceiverReport(
      this.#ssrc,
      started.map((stream) => stream.reportBlock(now)),
    );
  }

  #askNow(stream: ReceivedStream, now: number): void {
    const packets = this.#asking(stream, now);
    if (packets.length > 0) this.endpoint.sendRtcp(Buffer.concat(packets));
  }

  #asking(stream: ReceivedStream, now: number): Buffer[] {
    const { counts } = this.#parts.recorder;
    const { asked, hasGivenUp } = stream.toAskFor(now, this.endpoint.roundTrip ?? 0);
    const packets: Buffer[] = [];
    if (asked.length > 0) {
      counts.nacksSent += 1;
      packets.push(encodeNack(this.#ssrc, stream.ssrc, asked));
    }
    if (hasGivenUp && stream.clockRate === 90_000) {
      counts.picturesRequested += 1;
      packets.push(encodePictureLoss(this.#ssrc, stream.ssrc));
    }
    return packets;
  }
}
