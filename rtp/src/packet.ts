// RTP packets (RFC 3550, section 5.1) and their header extensions (RFC 8285), read in place.

const FIXED_LENGTH = 12;
const ONE_BYTE_PROFILE = 0xbede;
const TWO_BYTE_PROFILE = 0x1000;

/** RFC 5761, section 4: of what shares a port with RTP, this is RTCP. */
export function isRtcp(packet: Buffer): boolean {
  const type = packet[1] as number;
  return type >= 192 && type <= 223;
}

/** What is neither STUN nor DTLS. RFC 7983, section 7. */
export function isRtpOrRtcp(datagram: Buffer): boolean {
  const first = datagram[0] as number;
  return first >= 128 && first <= 191 && datagram.length >= FIXED_LENGTH;
}

/** Up to where a packet is in the clear; -1: it lies about its length. */
export function headerLength(packet: Buffer): number {
  const first = packet[0] as number;
  let length = FIXED_LENGTH + 4 * (first & 0x0f);
  if ((first & 0x10) !== 0) {
    if (length + 4 > packet.length) return -1;
    length += 4 + 4 * packet.readUInt16BE(length + 2);
  }
  return length <= packet.length ? length : -1;
}

/** Where the value of a header extension starts, or -1: the packet has none of this id. */
export function findExtension(packet: Buffer, id: number, end: number): number {
  const first = packet[0] as number;
  if ((first & 0x10) === 0) return -1;
  let at = FIXED_LENGTH + 4 * (first & 0x0f);
  const profile = packet.readUInt16BE(at);
  at += 4;
  if (profile === ONE_BYTE_PROFILE) {
    while (at < end) {
      const head = packet[at] as number;
      if (head === 0) at += 1;
      else if (head >> 4 === id) return at + 1;
      else if (head >> 4 === 15) return -1;
      else at += 2 + (head & 0x0f);
    }
  } else if ((profile & 0xfff0) === TWO_BYTE_PROFILE) {
    while (at + 1 < end) {
      const head = packet[at] as number;
      if (head === id) return at + 2;
      at += head === 0 ? 1 : 2 + (packet[at + 1] as number);
    }
  }
  return -1;
}

export interface RtpHeader {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly ssrc: number;
}

/** A header extension as it is sent: an id of 1 to 14, and 1 to 16 bytes. */
export type Extension = readonly [id: number, value: Buffer];

export function encodeHeader(header: RtpHeader, extensions: readonly Extension[]): Buffer {
  let length = FIXED_LENGTH + 4;
  for (const [, value] of extensions) length += 1 + value.length;
  const bytes = Buffer.alloc((length + 3) & ~3);
  bytes.writeUInt8(0x90, 0);
  bytes.writeUInt8((header.marker ? 0x80 : 0) | header.payloadType, 1);
  bytes.writeUInt16BE(header.sequenceNumber, 2);
  bytes.writeUInt32BE(header.timestamp, 4);
  bytes.writeUInt32BE(header.ssrc, 8);
  bytes.writeUInt16BE(ONE_BYTE_PROFILE, FIXED_LENGTH);
  bytes.writeUInt16BE((bytes.length - FIXED_LENGTH - 4) / 4, FIXED_LENGTH + 2);
  let at = FIXED_LENGTH + 4;
  for (const [id, value] of extensions) {
    bytes.writeUInt8((id << 4) | (value.length - 1), at);
    value.copy(bytes, at + 1);
    at += 1 + value.length;
  }
  return bytes;
}

/** The signed distance between two sequence numbers of 16 bits. */
export function sequenceDistance(from: number, to: number): number {
  return ((to - from) << 16) >> 16;
}
