import type { RtpPacket } from '../rtp/RtpPacket.ts';
import type { Depacketizer, Frame } from './Depacketizer.ts';

/** RFC 7741: the descriptor of section 4.2 goes, the rest is the frame of RFC 6386. */
export class Vp8Depacketizer implements Depacketizer {
  #parts: Buffer[] = [];

  add({ payload }: RtpPacket): boolean {
    const from = descriptorLength(payload);
    if (from >= payload.length) return false;
    const beginsFrame = ((payload[0] as number) & 0x1f) === 0x10; // S, and partition 0.
    if (this.#parts.length === 0 && !beginsFrame) return false;
    this.#parts.push(payload.subarray(from));
    return true;
  }

  take(): Frame | undefined {
    const data = Buffer.concat(this.#parts);
    this.#parts = [];
    if (data.length < 3) return undefined;
    // RFC 6386, section 9.1: of a key frame the lowest bit is 0; its start code and its size follow.
    if (((data[0] as number) & 1) === 1) return { data, isKey: false };
    if (data.length < 10 || data.readUIntBE(3, 3) !== 0x9d012a) return undefined;
    const size = { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
    return { data, isKey: true, size };
  }
}

function descriptorLength(payload: Buffer): number {
  const first = payload[0] ?? 0;
  if ((first & 0x80) === 0) return 1;
  const extension = payload[1] ?? 0;
  let length = 2;
  if ((extension & 0x80) !== 0) length += ((payload[length] ?? 0) & 0x80) === 0 ? 1 : 2; // PictureID
  if ((extension & 0x40) !== 0) length += 1; // TL0PICIDX
  if ((extension & 0x30) !== 0) length += 1; // TID, Y, KEYIDX
  return length;
}
