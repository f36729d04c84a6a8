// RTCP packets: RFC 3550 section 6, RFC 4585 (NACK, PLI), RFC 5104 (FIR). Written, and read as far as needed.

export const PacketType = {
  senderReport: 200,
  receiverReport: 201,
  sourceDescription: 202,
  transportFeedback: 205,
  payloadFeedback: 206,
} as const;

/** FMT of feedback about packets, and about pictures. */
export const TransportFormat = { nack: 1, transportWide: 15 } as const;
const PayloadFormat = { pictureLoss: 1, fullIntraRequest: 4 } as const;

/** One packet of a compound: views of its bytes. */
export interface RtcpPacket {
  readonly type: number;
  /** The count or the format, of 5 bits. */
  readonly format: number;
  /** All of it, its header included. */
  readonly bytes: Buffer;
}

/** The packets of a compound; what is cut off ends it. */
export function* readCompound(compound: Buffer): Generator<RtcpPacket> {
  for (let at = 0; at + 4 <= compound.length;) {
    const end = at + 4 + 4 * compound.readUInt16BE(at + 2);
    if (end > compound.length) return;
    yield {
      type: compound.readUInt8(at + 1),
      format: compound.readUInt8(at) & 0x1f,
      bytes: compound.subarray(at, end),
    };
    at = end;
  }
}

/** Seconds between 1900, where NTP begins, and 1970. */
const NTP_OFFSET = 2_208_988_800;

/** 32 bits of seconds and 32 of fractions. */
export function writeNtp(bytes: Buffer, at: number, now: number): void {
  const seconds = Math.floor(now / 1000);
  bytes.writeUInt32BE((seconds + NTP_OFFSET) >>> 0, at);
  bytes.writeUInt32BE(Math.floor(((now - seconds * 1000) / 1000) * 0x1_0000_0000) >>> 0, at + 4);
}

/** Milliseconds since 1970. */
export function readNtp(bytes: Buffer, at: number): number {
  return (bytes.readUInt32BE(at) - NTP_OFFSET) * 1000 + (bytes.readUInt32BE(at + 4) / 0x1_0000_0000) * 1000;
}

export interface SenderReport {
  readonly ssrc: number;
  readonly now: number;
  /** In the stream's clock, at `now`. */
  readonly rtpTimestamp: number;
  readonly packets: number;
  readonly bytes: number;
}

export function encodeSenderReport({ ssrc, now, rtpTimestamp, packets, bytes }: SenderReport): Buffer {
  const report = header(PacketType.senderReport, 0, 28, ssrc);
  writeNtp(report, 8, now);
  report.writeUInt32BE(rtpTimestamp >>> 0, 16);
  report.writeUInt32BE(packets >>> 0, 20);
  report.writeUInt32BE(bytes >>> 0, 24);
  return report;
}

/** The one name by which the streams of a sender belong together. RFC 3550, section 6.5. */
export function encodeSourceDescription(ssrc: number, cname: string): Buffer {
  const name = Buffer.from(cname);
  // The items end with at least one zero.
  const length = (8 + 2 + name.length + 4) & ~3;
  const packet = header(PacketType.sourceDescription, 1, length, ssrc);
  packet.writeUInt8(1, 8);
  packet.writeUInt8(name.length, 9);
  name.copy(packet, 10);
  return packet;
}

export interface ReportBlock {
  readonly ssrc: number;
  /** Of 256, since the last report. */
  readonly fractionLost: number;
  readonly cumulativeLost: number;
  /** The highest sequence number, with the count of its wraps above it. */
  readonly highest: number;
  /** In the stream's clock. */
  readonly jitter: number;
  /** The middle 32 bits of the last sender report's time, 0 for none. */
  readonly lastReport: number;
  /** Since it came, in 1/65536 s. */
  readonly sinceLastReport: number;
}

const MAX_BLOCKS = 31;

export function encodeReceiverReport(sender: number, blocks: readonly ReportBlock[]): Buffer {
  const kept = blocks.slice(0, MAX_BLOCKS);
  const packet = header(PacketType.receiverReport, kept.length, 8 + 24 * kept.length, sender);
  for (const [index, block] of kept.entries()) {
    const at = 8 + 24 * index;
    packet.writeUInt32BE(block.ssrc, at);
    packet.writeUInt8(block.fractionLost, at + 4);
    // Of 24 bits, and signed: duplicates may outnumber what was lost.
    packet.writeIntBE(Math.max(-0x80_0000, Math.min(0x7f_ffff, block.cumulativeLost)), at + 5, 3);
    packet.writeUInt32BE(block.highest >>> 0, at + 8);
    packet.writeUInt32BE(block.jitter >>> 0, at + 12);
    packet.writeUInt32BE(block.lastReport, at + 16);
    packet.writeUInt32BE(block.sinceLastReport >>> 0, at + 20);
  }
  return packet;
}

/** @param missing Sequence numbers in ascending order, as they go round. */
export function encodeNack(sender: number, media: number, missing: readonly number[]): Buffer {
  const items: [first: number, mask: number][] = [];
  for (const sequence of missing) {
    const last = items.at(-1);
    const distance = last ? (sequence - last[0]) & 0xffff : 0;
    if (last && distance >= 1 && distance <= 16) last[1] |= 1 << (distance - 1);
    else items.push([sequence, 0]);
  }
  const packet = header(PacketType.transportFeedback, TransportFormat.nack, 12 + 4 * items.length, sender);
  packet.writeUInt32BE(media, 8);
  for (const [index, [first, mask]] of items.entries()) {
    packet.writeUInt16BE(first, 12 + 4 * index);
    packet.writeUInt16BE(mask, 14 + 4 * index);
  }
  return packet;
}

/** Sequence numbers that a NACK asks for. */
export function* readNack({ bytes }: RtcpPacket): Generator<number> {
  for (let at = 12; at + 4 <= bytes.length; at += 4) {
    const first = bytes.readUInt16BE(at);
    yield first;
    const mask = bytes.readUInt16BE(at + 2);
    for (let bit = 0; bit < 16; bit += 1) {
      if ((mask & (1 << bit)) !== 0) yield (first + bit + 1) & 0xffff;
    }
  }
}

export function encodePictureLoss(sender: number, media: number): Buffer {
  const packet = header(PacketType.payloadFeedback, PayloadFormat.pictureLoss, 12, sender);
  packet.writeUInt32BE(media, 8);
  return packet;
}

/** Whose picture is asked for anew, by PLI or by FIR. */
export function* readPictureRequests({ type, format, bytes }: RtcpPacket): Generator<number> {
  if (type !== PacketType.payloadFeedback || bytes.length < 12) return;
  if (format === PayloadFormat.pictureLoss) yield bytes.readUInt32BE(8);
  if (format === PayloadFormat.fullIntraRequest) {
    for (let at = 12; at + 8 <= bytes.length; at += 8) yield bytes.readUInt32BE(at);
  }
}

function header(type: number, format: number, length: number, ssrc: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt8(0x80 | format, 0);
  bytes.writeUInt8(type, 1);
  bytes.writeUInt16BE(length / 4 - 1, 2);
  bytes.writeUInt32BE(ssrc, 4);
  return bytes;
}
