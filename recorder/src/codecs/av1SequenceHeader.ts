import { BitReader } from './BitReader.ts';
import type { Size } from './Depacketizer.ts';

export interface SequenceHeader {
  readonly size: Size;
  /** The first four bytes of AV1CodecConfigurationRecord (aomediacodec.github.io/av1-isobmff, section 2.3). */
  readonly configuration: Buffer;
}

/** Reads a sequence header (AV1 specification, section 5.5), or undefined: it is damaged. */
export function readSequenceHeader(content: Buffer): SequenceHeader | undefined {
  const reader = new BitReader(content);
  const profile = reader.bits(3);
  reader.skip(1); // still_picture
  const isReduced = reader.bit() === 1;
  const { level, tier } = isReduced ? { level: reader.bits(5), tier: 0 } : readOperatingPoints(reader);
  const widthBits = reader.bits(4) + 1;
  const heightBits = reader.bits(4) + 1;
  const size = { width: reader.bits(widthBits) + 1, height: reader.bits(heightBits) + 1 };
  if (!isReduced && reader.bit() === 1) reader.skip(4 + 3); // frame_id_numbers_present_flag
  reader.skip(3); // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
  if (!isReduced) skipTools(reader);
  reader.skip(3); // enable_superres, enable_cdef, enable_restoration
  const colors = readColors(reader, profile);
  if (reader.isPast) return undefined;
  return { size, configuration: Buffer.of(0x81, (profile << 5) | level, (tier << 7) | colors, 0) };
}

/** Of the first one, which is all that there is to decode. */
function readOperatingPoints(reader: BitReader): { level: number; tier: number } {
  let decoderModelBits = 0;
  if (reader.bit() === 1) {
    // timing_info()
    reader.skip(64);
    if (reader.bit() === 1) reader.unsignedExpGolomb();
    if (reader.bit() === 1) {
      decoderModelBits = reader.bits(5) + 1;
      reader.skip(32 + 5 + 5);
    }
  }
  const hasDelays = reader.bit() === 1;
  const points = reader.bits(5) + 1;
  let first: { level: number; tier: number } | undefined;
  for (let n = 0; n < points; n += 1) {
    reader.skip(12); // operating_point_idc
    const level = reader.bits(5);
    const tier = level > 7 ? reader.bit() : 0;
    first ??= { level, tier };
    if (decoderModelBits > 0 && reader.bit() === 1) reader.skip(2 * decoderModelBits + 1);
    if (hasDelays && reader.bit() === 1) reader.skip(4);
  }
  return first ?? { level: 0, tier: 0 };
}

function skipTools(reader: BitReader): void {
  reader.skip(4); // interintra, masked compound, warped motion, dual filter
  const hasOrderHint = reader.bit() === 1;
  if (hasOrderHint) reader.skip(2);
  const choosesScreenContent = reader.bit() === 1;
  const screenContent = choosesScreenContent ? 2 : reader.bit();
  if (screenContent > 0) {
    const choosesIntegerVectors = reader.bit() === 1;
    if (!choosesIntegerVectors) reader.skip(1);
  }
  if (hasOrderHint) reader.skip(3);
}

/** color_config(), section 5.5.2, as the configuration record has it: six bits of flags and two of the position. */
function readColors(reader: BitReader, profile: number): number {
  const isHigh = reader.bit();
  const isTwelve = profile === 2 && isHigh === 1 ? reader.bit() : 0;
  const isMonochrome = profile === 1 ? 0 : reader.bit();
  const description = reader.bit() === 1 ? reader.bits(24) : 0;
  const flags = (isHigh << 6) | (isTwelve << 5) | (isMonochrome << 4);
  if (isMonochrome === 1) return flags | 0b1100;
  // BT.709 primaries, sRGB transfer, identity matrix: not subsampled.
  if (description === 0x01_0d_00) return flags;
  reader.skip(1); // color_range
  let [x, y] = profile === 0 ? [1, 1] : [0, 0];
  if (profile === 2) {
    x = isTwelve === 1 ? reader.bit() : 1;
    y = isTwelve === 1 && x === 1 ? reader.bit() : 0;
  }
  const position = x === 1 && y === 1 ? reader.bits(2) : 0;
  return flags | (x << 3) | (y << 2) | position;
}
