import type { RtpPacket } from '../rtp/RtpPacket.ts';
import { BitReader } from './BitReader.ts';
import type { Depacketizer, Frame, Size } from './Depacketizer.ts';

const NalType = { idr: 5, sps: 7, pps: 8, stapA: 24, fuA: 28 } as const;

/** RFC 6184 in its non-interleaved mode: NAL units, each behind its length (ISO/IEC 14496-15). */
export class H264Depacketizer implements Depacketizer {
  #units: Buffer[] = [];
  /** A unit that comes in fragments. */
  #fragments: Buffer[] = [];
  /** The last parameter sets: key frames may come without. */
  #sps: Buffer | undefined;
  #pps: Buffer | undefined;

  add({ payload }: RtpPacket): boolean {
    const type = (payload[0] ?? 0) & 0x1f;
    if (type === NalType.fuA) return this.#addFragment(payload);
    if (this.#fragments.length > 0) return false;
    if (type === NalType.stapA) return this.#addSeveral(payload);
    if (type === 0 || type > 23) return false;
    this.#units.push(payload);
    return true;
  }

  take(): Frame | undefined {
    const units = this.#units;
    const isWhole = this.#fragments.length === 0;
    this.#units = [];
    this.#fragments = [];
    if (!isWhole || units.length === 0) return undefined;
    for (const unit of units) {
      if (typeOf(unit) === NalType.sps) this.#sps = unit;
      if (typeOf(unit) === NalType.pps) this.#pps = unit;
    }
    const data = Buffer.concat(units.flatMap((unit) => [lengthOf(unit, 4), unit]));
    if (!units.some((unit) => typeOf(unit) === NalType.idr)) return { data, isKey: false };
    const size = this.#sps && readSize(this.#sps);
    if (!this.#sps || !this.#pps || !size) return undefined;
    return { data, isKey: true, size, setUp: decoderConfiguration(this.#sps, this.#pps) };
  }

  /** FU-A, section 5.8. */
  #addFragment(payload: Buffer): boolean {
    if (payload.length < 3) return false;
    const header = payload[1] as number;
    const [begins, ends] = [(header & 0x80) !== 0, (header & 0x40) !== 0];
    if (begins !== (this.#fragments.length === 0)) return false;
    if (begins) this.#fragments.push(Buffer.of(((payload[0] as number) & 0xe0) | (header & 0x1f)));
    this.#fragments.push(payload.subarray(2));
    if (ends) {
      this.#units.push(Buffer.concat(this.#fragments));
      this.#fragments = [];
    }
    return true;
  }

  /** STAP-A, section 5.7.1. */
  #addSeveral(payload: Buffer): boolean {
    for (let at = 1; at < payload.length;) {
      if (at + 2 > payload.length) return false;
      const end = at + 2 + payload.readUInt16BE(at);
      if (end > payload.length || end === at + 2) return false;
      this.#units.push(payload.subarray(at + 2, end));
      at = end;
    }
    return payload.length > 1;
  }
}

const typeOf = (unit: Buffer): number => (unit[0] as number) & 0x1f;

function lengthOf(unit: Buffer, bytes: number): Buffer {
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(unit.length, 0, bytes);
  return length;
}

/** AVCDecoderConfigurationRecord, ISO/IEC 14496-15 section 5.3.3.1. */
function decoderConfiguration(sps: Buffer, pps: Buffer): Buffer {
  return Buffer.concat([
    Buffer.of(1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1),
    lengthOf(sps, 2),
    sps,
    Buffer.of(1),
    lengthOf(pps, 2),
    pps,
  ]);
}

/** Profiles with a chroma format, section 7.3.2.1.1. */
const CHROMA_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** What a sequence parameter set says of the picture's size (H.264, section 7.3.2.1.1), or undefined: it is damaged. */
function readSize(sps: Buffer): Size | undefined {
  const reader = new BitReader(withoutEmulationPrevention(sps.subarray(4)));
  reader.unsignedExpGolomb(); // seq_parameter_set_id
  let chroma = 1;
  if (CHROMA_PROFILES.has(sps[1] ?? 0)) {
    chroma = reader.unsignedExpGolomb();
    if (chroma === 3) reader.skip(1);
    reader.unsignedExpGolomb();
    reader.unsignedExpGolomb();
    reader.skip(1);
    if (reader.bit() === 1) skipScalingLists(reader, chroma === 3 ? 12 : 8);
  }
  reader.unsignedExpGolomb(); // log2_max_frame_num_minus4
  skipPictureOrder(reader);
  reader.unsignedExpGolomb(); // max_num_ref_frames
  reader.skip(1);
  const widthInBlocks = reader.unsignedExpGolomb() + 1;
  const heightInUnits = reader.unsignedExpGolomb() + 1;
  const isProgressive = reader.bit() === 1;
  if (!isProgressive) reader.skip(1);
  reader.skip(1); // direct_8x8_inference_flag
  const crop = { left: 0, right: 0, top: 0, bottom: 0 };
  if (reader.bit() === 1) {
    crop.left = reader.unsignedExpGolomb();
    crop.right = reader.unsignedExpGolomb();
    crop.top = reader.unsignedExpGolomb();
    crop.bottom = reader.unsignedExpGolomb();
  }
  if (reader.isPast) return undefined;
  const fields = isProgressive ? 1 : 2;
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * fields;
  return {
    width: widthInBlocks * 16 - unitX * (crop.left + crop.right),
    height: heightInUnits * 16 * fields - unitY * (crop.top + crop.bottom),
  };
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.unsignedExpGolomb();
  if (type === 0) reader.unsignedExpGolomb();
  if (type !== 1) return;
  reader.skip(1);
  reader.signedExpGolomb();
  reader.signedExpGolomb();
  const frames = reader.unsignedExpGolomb();
  for (let n = 0; n < frames && !reader.isPast; n += 1) reader.signedExpGolomb();
}

/** Section 7.3.2.1.1.1. */
function skipScalingLists(reader: BitReader, count: number): void {
  for (let list = 0; list < count; list += 1) {
    if (reader.bit() === 0) continue;
    let [last, next] = [8, 8];
    for (let n = 0; n < (list < 6 ? 16 : 64); n += 1) {
      if (next !== 0) next = (last + reader.signedExpGolomb() + 256) % 256;
      if (next !== 0) last = next;
    }
  }
}

/** Section 7.3.1: 0, 0, 3 stands for 0, 0. */
function withoutEmulationPrevention(bytes: Buffer): Buffer {
  const kept: number[] = [];
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    kept.push(byte);
  }
  return Buffer.from(kept);
}
