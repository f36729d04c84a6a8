// How frames go into RTP payloads: RFC 7741 for VP8, RFC 6184 for H.264. Up to their bit rate they are padded with what
// a decoder skips.
import { reserveStamp, STAMP_LENGTH } from './sendStamp.ts';

interface FrameInfo {
  readonly isKey: boolean;
  /** Of 15 bits. */
  readonly pictureId: number;
  /** Counts the base frames; of 8 bits. */
  readonly baseIndex: number;
  /** 0 for base frames. */
  readonly temporalLayer: number;
}

/** @param size What it should take at least, in bytes of payload. */
export type Packetize = (frame: Buffer, info: FrameInfo, options: { size: number; mtu: number }) => Buffer[];

const VP8_DESCRIPTOR = 6;

export const packetizeVp8: Packetize = (frame, info, { size, mtu }) => {
  const room = mtu - VP8_DESCRIPTOR;
  // The second partition goes to the end of the frame, and nobody reads on behind the last block.
  const length = Math.max(frame.length, size);
  const packets = Math.ceil(length / room);
  return Array.from({ length: packets }, (_, n) => {
    const from = Math.floor((n * length) / packets);
    const to = Math.floor(((n + 1) * length) / packets);
    const payload = Buffer.alloc(VP8_DESCRIPTOR + to - from);
    payload.writeUInt8(n === 0 ? 0x90 : 0x80, 0); // X, and S at the start of the partition.
    payload.writeUInt8(0xe0, 1); // I, L and T: the picture's id, the base index and the layer follow.
    payload.writeUInt16BE(0x8000 | info.pictureId, 2);
    payload.writeUInt8(info.baseIndex, 4);
    // All of the higher layers need the base frame only: Y.
    payload.writeUInt8((info.temporalLayer << 6) | (info.temporalLayer > 0 ? 0x20 : 0), 5);
    if (from < frame.length) frame.copy(payload, VP8_DESCRIPTOR, from, Math.min(to, frame.length));
    if (to - Math.max(from, frame.length) >= STAMP_LENGTH) reserveStamp(payload);
    return payload;
  });
};

const FILLER = 12;
const FRAGMENT = 28;
const FRAGMENT_HEADER = 2;

export const packetizeH264: Packetize = (frame, _, { size, mtu }) => {
  const units = splitUnits(frame);
  const missing = size - frame.length;
  if (missing > 2)
    units.push(Buffer.concat([Buffer.from([FILLER]), Buffer.alloc(missing - 2, 0xff), Buffer.from([0x80])]));
  return units.flatMap((unit) => {
    if (unit.length <= mtu) return [unit];
    const content = unit.subarray(1);
    const head = unit.readUInt8(0);
    const count = Math.ceil(content.length / (mtu - FRAGMENT_HEADER));
    return Array.from({ length: count }, (_fragment, n) => {
      const from = Math.floor((n * content.length) / count);
      const to = Math.floor(((n + 1) * content.length) / count);
      const edges = (n === 0 ? 0x80 : 0) | (n === count - 1 ? 0x40 : 0);
      const header = Buffer.from([(head & 0xe0) | FRAGMENT, edges | (head & 0x1f)]);
      return Buffer.concat([header, content.subarray(from, to)]);
    });
  });
};

/** The units of a byte stream that has start codes of four bytes. */
function splitUnits(frame: Buffer): Buffer[] {
  const code = Buffer.from([0, 0, 0, 1]);
  const units: Buffer[] = [];
  for (let at = frame.indexOf(code); at !== -1;) {
    const next = frame.indexOf(code, at + 4);
    units.push(frame.subarray(at + 4, next === -1 ? frame.length : next));
    at = next;
  }
  return units;
}
