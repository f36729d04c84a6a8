import { findExtension, headerLength } from '@parley/rtp/packet';

/** A received RTP packet (RFC 3550, section 5.1): views of its bytes, which it does not copy. */
export class RtpPacket {
  readonly bytes: Buffer;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  /** Without padding. */
  readonly payload: Buffer;

  private constructor(bytes: Buffer, from: number, to: number) {
    this.bytes = bytes;
    this.sequenceNumber = bytes.readUInt16BE(2);
    this.timestamp = bytes.readUInt32BE(4);
    this.payload = bytes.subarray(from, to);
  }

  /** The packet that these bytes are, or undefined: they are none, or lie about their length. */
  static parse(bytes: Buffer): RtpPacket | undefined {
    if (bytes.length < 12 || (bytes[0] as number) >> 6 !== 2) return undefined;
    const from = headerLength(bytes);
    if (from === -1) return undefined;
    const padding = ((bytes[0] as number) & 0x20) === 0 ? 0 : (bytes.at(-1) as number);
    const to = bytes.length - padding;
    return to < from ? undefined : new RtpPacket(bytes, from, to);
  }

  get ssrc(): number {
    return this.bytes.readUInt32BE(8);
  }

  get payloadType(): number {
    return (this.bytes[1] as number) & 0x7f;
  }

  get marker(): boolean {
    return (this.bytes[1] as number) >= 0x80;
  }

  /** The first byte of a header extension (RFC 8285), or undefined: the packet has none of this id. */
  extensionByte(id: number): number | undefined {
    const at = findExtension(this.bytes, id, this.payload.byteOffset - this.bytes.byteOffset);
    return at === -1 ? undefined : this.bytes[at];
  }
}
