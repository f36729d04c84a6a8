import { encodeHeader, type Extension } from '@parley/rtp/packet';
import { encodeSenderReport } from '@parley/rtp/rtcp';
import type { Recorder } from '../measure/Recorder.ts';
import type { Endpoint } from './Endpoint.ts';

/** Packets that can be sent again. */
const HISTORY = 512;

export interface SentStreamParts {
  readonly endpoint: Endpoint;
  readonly recorder: Recorder;
  readonly ssrc: number;
  readonly payloadType: number;
  readonly clockRate: number;
  /** Where there is none, lost packets are sent again as they were. */
  readonly rtx?: { readonly ssrc: number; readonly payloadType: number };
}

interface SentPacket {
  readonly sequence: number;
  readonly marker: boolean;
  readonly timestamp: number;
  readonly extensions: readonly Extension[];
  readonly payload: Buffer;
}

/** One stream that goes out: its numbers, its clock, and the packets that may be asked for again. */
export class SentStream {
  readonly #parts: SentStreamParts;
  readonly #history: (SentPacket | undefined)[] = [];
  /** These go on without end; the packets have their last 16 bits. */
  #next = Math.floor(Math.random() * 0x8000);
  #nextRtx = Math.floor(Math.random() * 0x8000);
  readonly #firstTimestamp = Math.floor(Math.random() * 0x1000_0000);
  #packets = 0;
  #bytes = 0;

  constructor(parts: SentStreamParts) {
    this.#parts = parts;
  }

  get ssrc(): number {
    return this.#parts.ssrc;
  }

  get rtxSsrc(): number | undefined {
    return this.#parts.rtx?.ssrc;
  }

  /** In the stream's clock. */
  timestampAt(now: number): number {
    const { clockRate } = this.#parts;
    // Seconds apart, so that the product stays exact.
    const ticks = Math.floor(now / 1000) * clockRate + Math.round(((now % 1000) * clockRate) / 1000);
    return (ticks + this.#firstTimestamp) % 0x1_0000_0000;
  }

  send(packet: {
    payload: Buffer;
    marker: boolean;
    timestamp: number;
    extensions: readonly Extension[];
  }): void {
    const { endpoint, recorder, ssrc, payloadType } = this.#parts;
    const sequence = this.#next;
    this.#next += 1;
    const sequenceNumber = sequence & 0xffff;
    const header = encodeHeader({ ...packet, payloadType, sequenceNumber, ssrc }, packet.extensions);
    endpoint.sendRtp(header, packet.payload, rollOverOf(sequence));
    this.#history[sequence % HISTORY] = { ...packet, sequence };
    this.#packets += 1;
    this.#bytes += packet.payload.length;
    recorder.counts.sent += 1;
    recorder.counts.sentBytes += header.length + packet.payload.length;
  }

  /** @param sequenceNumber Of 16 bits, as it was asked for. */
  sendAgain(sequenceNumber: number): void {
    const sequence = this.#next - ((this.#next - sequenceNumber) & 0xffff);
    const packet = this.#history[sequence % HISTORY];
    if (packet?.sequence !== sequence) return;
    const { endpoint, recorder, ssrc, payloadType, rtx } = this.#parts;
    recorder.counts.rtxSent += 1;
    const { marker, timestamp, extensions, payload } = packet;
    if (!rtx) {
      const header = encodeHeader({ payloadType, marker, sequenceNumber, timestamp, ssrc }, extensions);
      endpoint.sendRtp(header, payload, rollOverOf(sequence));
      return;
    }
    // RFC 4588, section 4: the number that it had stands before what it had.
    const original = Buffer.alloc(2);
    original.writeUInt16BE(sequenceNumber);
    const number = this.#nextRtx;
    this.#nextRtx += 1;
    const header = encodeHeader({ ...rtx, marker, sequenceNumber: number & 0xffff, timestamp }, extensions);
    endpoint.sendRtp(header, Buffer.concat([original, payload]), rollOverOf(number));
  }

  /** Undefined: nothing was sent yet. */
  report(now: number): Buffer | undefined {
    if (this.#packets === 0) return undefined;
    const { ssrc } = this.#parts;
    return encodeSenderReport({
      ssrc,
      now,
      rtpTimestamp: this.timestampAt(now),
      packets: this.#packets,
      bytes: this.#bytes,
    });
  }
}

function rollOverOf(sequence: number): number {
  return Math.floor(sequence / 0x1_0000);
}
