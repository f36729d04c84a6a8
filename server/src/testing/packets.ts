// RTP packets as their bytes, of the parameters in rtp.ts.
import { opusParameters, vp8SimulcastParameters } from './rtp.ts';

interface PacketOptions {
  sequenceNumber: number;
  ssrc: number;
}

/** An RTP packet of Opus as of `opusParameters`, with its audio level (RFC 6464) in −dBov. */
export function opusPacket(options: PacketOptions & { level: number }): Buffer {
  const { sequenceNumber, ssrc, level } = options;
  const packet = Buffer.alloc(12 + 8 + 20);
  packet.writeUInt8(0x90, 0); // Version 2, with header extensions.
  packet.writeUInt8(opusParameters.codecs[0]?.payloadType ?? 0, 1);
  packet.writeUInt16BE(sequenceNumber, 2);
  packet.writeUInt32BE(sequenceNumber * 960, 4);
  packet.writeUInt32BE(ssrc, 8);
  packet.writeUInt32BE(0xbede_0001, 12); // RFC 8285: one-byte headers, one word of them.
  packet.writeUInt8(0x10, 16); // Id 1, one byte.
  packet.writeUInt8(0x80 | level, 17);
  return packet;
}

/** The only packet of a frame of VP8 (RFC 7741), with a picture id, and so many bytes after that. */
export function vp8Packet(options: PacketOptions & { key: boolean; size: number }): Buffer {
  const { sequenceNumber, ssrc, key, size } = options;
  const packet = Buffer.alloc(12 + 4 + size);
  packet.writeUInt8(0x80, 0); // Version 2.
  packet.writeUInt8(0x80 | (vp8SimulcastParameters.codecs[0]?.payloadType ?? 0), 1); // Marker: the frame ends.
  packet.writeUInt16BE(sequenceNumber, 2);
  packet.writeUInt32BE(sequenceNumber * 3_000, 4);
  packet.writeUInt32BE(ssrc, 8);
  packet.writeUInt8(0x90, 12); // An extended descriptor; a partition starts.
  packet.writeUInt8(0x80, 13); // There is a picture id,
  packet.writeUInt16BE(0x8000 | (sequenceNumber & 0x7fff), 14); // of 15 bits.
  packet.writeUInt8(key ? 0x10 : 0x11, 16); // RFC 6386, 9.1: 0 is a key frame; it is shown.
  if (key) packet.set([0x00, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00], 17);
  return packet;
}

/** A sender report (RFC 3550, 6.4.1) of a stream as `vp8Packet()` makes it. */
export function senderReport({ sequenceNumber, ssrc }: PacketOptions, now: number): Buffer {
  const packet = Buffer.alloc(28);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(200, 1);
  packet.writeUInt16BE(6, 2); // Seven words, less one.
  packet.writeUInt32BE(ssrc, 4);
  packet.writeUInt32BE(Math.floor(now / 1_000) + 2_208_988_800, 8); // Since 1900.
  packet.writeUInt32BE(Math.floor(((now % 1_000) / 1_000) * 2 ** 32), 12);
  packet.writeUInt32BE(sequenceNumber * 3_000, 16);
  packet.writeUInt32BE(sequenceNumber, 20);
  packet.writeUInt32BE(sequenceNumber * 100, 24);
  return packet;
}

/** The streams of which a compound packet asks for a key frame (RFC 4585, 6.3.1), by their SSRC. */
export function pictureLosses(compound: Buffer): number[] {
  const asked: number[] = [];
  for (let at = 0; at + 12 <= compound.length; at += 4 * (compound.readUInt16BE(at + 2) + 1)) {
    const isPli = compound.readUInt8(at + 1) === 206 && (compound.readUInt8(at) & 0x1f) === 1;
    if (isPli) asked.push(compound.readUInt32BE(at + 8));
  }
  return asked;
}
