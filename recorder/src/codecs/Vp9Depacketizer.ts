import type { RtpPacket } from '../rtp/RtpPacket.ts';
import { BitReader } from './BitReader.ts';
import type { Depacketizer, Frame, Size } from './Depacketizer.ts';

/**
 * RFC 9628: the descriptor of section 4.2 goes, the rest are the frames of one picture, one for each spatial layer. Several
 * become a superframe (VP9 bitstream specification, annex B), by which decoders of files tell them apart.
 */
export class Vp9Depacketizer implements Depacketizer {
  #layers: Buffer[][] = [];
  /** Whether the last of them is whole. */
  #isWhole = true;

  add({ payload }: RtpPacket): boolean {
    const from = descriptorLength(payload);
    if (from >= payload.length) return false;
    const first = payload[0] as number;
    const beginsLayer = (first & 0x08) !== 0;
    if (beginsLayer !== this.#isWhole) return false;
    if (beginsLayer) this.#layers.push([]);
    this.#layers.at(-1)?.push(payload.subarray(from));
    this.#isWhole = (first & 0x04) !== 0;
    return true;
  }

  take(): Frame | undefined {
    const layers = this.#layers.map((parts) => Buffer.concat(parts));
    const isWhole = this.#isWhole;
    this.#layers = [];
    this.#isWhole = true;
    const lowest = layers[0];
    const highest = layers.at(-1);
    if (!lowest || !highest || !isWhole) return undefined;
    const data = layers.length === 1 ? lowest : superframe(layers);
    // The lowest layer alone says whether the picture is a key one: those above it are predicted from it.
    const key = readKeyFrame(lowest);
    if (!key) return { data, isKey: false };
    return { data, isKey: true, size: layers.length === 1 ? key : (sizeOfLayer(highest) ?? key) };
  }
}

function descriptorLength(payload: Buffer): number {
  const first = payload[0] ?? 0;
  const [hasPictureId, isPredicted, hasLayers, isFlexible, hasStructure] = [0x80, 0x40, 0x20, 0x10, 0x02].map(
    (bit) => (first & bit) !== 0,
  );
  let at = 1;
  if (hasPictureId) at += ((payload[at] ?? 0) & 0x80) === 0 ? 1 : 2;
  if (hasLayers) at += isFlexible ? 1 : 2;
  if (isFlexible && isPredicted) {
    for (let n = 0; n < 3; n += 1) {
      const hasMore = ((payload[at] ?? 0) & 1) !== 0;
      at += 1;
      if (!hasMore) break;
    }
  }
  if (hasStructure) at += structureLength(payload.subarray(at));
  return at;
}

/** Section 4.2.1. */
function structureLength(bytes: Buffer): number {
  const first = bytes[0] ?? 0;
  let at = 1;
  if ((first & 0x10) !== 0) at += 4 * ((first >> 5) + 1);
  if ((first & 0x08) !== 0) {
    const pictures = bytes[at] ?? 0;
    at += 1;
    for (let n = 0; n < pictures; n += 1) at += 1 + (((bytes[at] ?? 0) >> 2) & 3);
  }
  return at;
}

const SYNC_CODE = 0x49_83_42;

/** The size in the uncompressed header (section 6.2) of a key frame, or undefined for another one. */
function readKeyFrame(frame: Buffer): Size | undefined {
  const reader = new BitReader(frame);
  const profile = readProfile(reader);
  const showsExisting = reader.bit() === 1;
  if (profile === undefined || showsExisting) return undefined;
  const isKey = reader.bit() === 0;
  reader.skip(2); // show_frame, error_resilient_mode
  if (!isKey || reader.bits(24) !== SYNC_CODE) return undefined;
  skipColors(reader, profile);
  const size = { width: reader.bits(16) + 1, height: reader.bits(16) + 1 };
  return reader.isPast ? undefined : size;
}

/** What a frame of an upper layer says of its size, where it does: it is predicted, and refers to others for it. */
function sizeOfLayer(frame: Buffer): Size | undefined {
  const reader = new BitReader(frame);
  const profile = readProfile(reader);
  if (profile === undefined || reader.bit() === 1 || reader.bit() === 0) return undefined;
  const isShown = reader.bit() === 1;
  const isResilient = reader.bit() === 1;
  if (!isShown && reader.bit() === 1) return undefined; // intra_only
  if (!isResilient) reader.skip(2); // reset_frame_context
  reader.skip(8 + 3 * 4); // refresh_frame_flags; three references, each with its sign
  // frame_size_with_refs(): whether one of three has the same size.
  for (let n = 0; n < 3; n += 1) if (reader.bit() === 1) return undefined;
  const size = { width: reader.bits(16) + 1, height: reader.bits(16) + 1 };
  return reader.isPast ? undefined : size;
}

function readProfile(reader: BitReader): number | undefined {
  if (reader.bits(2) !== 2) return undefined; // frame_marker
  const profile = reader.bit() + 2 * reader.bit();
  if (profile === 3) reader.skip(1);
  return profile;
}

/** color_config(), section 6.2.2. */
function skipColors(reader: BitReader, profile: number): void {
  if (profile >= 2) reader.skip(1);
  const isRgb = reader.bits(3) === 7;
  if (!isRgb) reader.skip(1);
  if (profile % 2 === 1) reader.skip(isRgb ? 1 : 3);
}

function superframe(layers: readonly Buffer[]): Buffer {
  const mark = Buffer.of(0xc0 | (3 << 3) | (layers.length - 1));
  const sizes = layers.map(({ length }) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(length);
    return bytes;
  });
  return Buffer.concat([...layers, mark, ...sizes, mark]);
}
