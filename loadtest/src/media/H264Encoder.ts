import { BitWriter } from './BitWriter.ts';
import { isMark, Picture } from './Picture.ts';
import type { Reference, VideoEncoder } from './VideoEncoder.ts';

const UnitType = { slice: 1, keySlice: 5, sequence: 7, picture: 8 } as const;
const SliceType = { predicted: 5, intra: 7 } as const;
/** Types of macroblocks: samples as they are, in both kinds of slices; predicted as a mean, without a residue. */
const MacroblockType = { samplesInIntra: 25, samplesInPredicted: 30, mean: 3 } as const;
const FRAME_NUMBER_BITS = 4;

/**
 * Writes the test picture as H.264 of the constrained baseline profile (ITU-T H.264), with no more of the format than
 * that needs: blocks that changed come as samples, and all others as they were. In key frames the ground around the
 * mark is only as good as its neighbours predict it. The bytes are units with start codes (annex B).
 */
export class H264Encoder implements VideoEncoder {
  readonly #width: number;
  readonly #height: number;
  readonly #picture: Picture;
  readonly #parameterSets: Buffer;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#picture = new Picture(width, height);
    this.#parameterSets = Buffer.concat([this.#sequenceSet(), pictureSet()]);
  }

  keyFrame(number: number): Buffer {
    const slice = new BitWriter();
    writeSliceHeader(slice, SliceType.intra, 0);
    const { columns, rows } = this.#picture;
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        if (isMark(column, row)) {
          slice.unsigned(MacroblockType.samplesInIntra);
          writeSamples(slice, this.#picture.luma(number, column, row));
        } else {
          slice.unsigned(MacroblockType.mean);
          slice.unsigned(0); // Chroma as a mean, too.
          slice.signed(0);
          writeNoCoefficients(slice, column, row);
        }
      }
    }
    return Buffer.concat([this.#parameterSets, unit(UnitType.keySlice, slice.finish())]);
  }

  deltaFrame(number: number, { reference, sinceKey }: Reference): Buffer {
    const slice = new BitWriter();
    writeSliceHeader(slice, SliceType.predicted, sinceKey);
    const { columns, rows } = this.#picture;
    let skipped = 0;
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const luma = this.#picture.luma(number, column, row);
        if (!isMark(column, row) || luma === this.#picture.luma(reference, column, row)) {
          skipped += 1;
          continue;
        }
        slice.unsigned(skipped);
        skipped = 0;
        slice.unsigned(MacroblockType.samplesInPredicted);
        writeSamples(slice, luma);
      }
    }
    if (skipped > 0) slice.unsigned(skipped);
    return unit(UnitType.slice, slice.finish());
  }

  /** Section 7.3.2.1.1: profile, level 3.1, size. Pictures are shown in the order in which they come. */
  #sequenceSet(): Buffer {
    const set = new BitWriter();
    set.bits(0x42e01f, 24);
    set.unsigned(0);
    set.unsigned(FRAME_NUMBER_BITS - 4);
    set.unsigned(2);
    set.unsigned(1); // One reference,
    set.bits(0, 1); // and none is missing.
    const { columns, rows } = this.#picture;
    set.unsigned(columns - 1);
    set.unsigned(rows - 1);
    set.bits(0b11, 2);
    // In units of two samples: what the blocks have beyond the picture.
    const right = (columns * 16 - this.#width) / 2;
    const bottom = (rows * 16 - this.#height) / 2;
    set.bits(1, 1);
    for (const edge of [0, right, 0, bottom]) set.unsigned(edge);
    set.bits(0, 1);
    return unit(UnitType.sequence, set.finish());
  }
}

/** Section 7.3.2.2. */
function pictureSet(): Buffer {
  const set = new BitWriter();
  set.unsigned(0);
  set.unsigned(0);
  set.bits(0, 2);
  set.unsigned(0);
  set.unsigned(0);
  set.unsigned(0);
  set.bits(0, 3);
  for (let n = 0; n < 3; n += 1) set.signed(0);
  set.bits(0b100, 3); // Slices say how they are filtered.
  return unit(UnitType.picture, set.finish());
}

/** Section 7.3.3: all of a picture, as a reference for the next one, not filtered. */
function writeSliceHeader(slice: BitWriter, type: number, sinceKey: number): void {
  slice.unsigned(0);
  slice.unsigned(type);
  slice.unsigned(0);
  slice.bits(sinceKey % 2 ** FRAME_NUMBER_BITS, FRAME_NUMBER_BITS);
  if (type === SliceType.intra) {
    slice.unsigned(0);
    slice.bits(0, 2);
  } else {
    slice.bits(0, 3);
  }
  slice.signed(0);
  slice.unsigned(1);
}

/** Section 9.2.1: how it is said depends on the neighbours, of which samples count as 16 coefficients. */
function writeNoCoefficients(slice: BitWriter, column: number, row: number): void {
  if (isMark(column - 1, row) || isMark(column, row - 1)) slice.bits(0b000011, 6);
  else slice.bits(1, 1);
}

/** Section 7.3.5: one luma, and no colour. */
function writeSamples(slice: BitWriter, luma: number): void {
  slice.align();
  for (let n = 0; n < 256; n += 1) slice.byte(luma);
  for (let n = 0; n < 128; n += 1) slice.byte(128);
}

/** Annex B, and section 7.4.1: a 3 goes where the bytes would look like a start code. */
function unit(type: number, payload: Buffer): Buffer {
  const bytes = [0, 0, 0, 1, 0x60 | type];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros === 2 && byte <= 3) {
      bytes.push(3);
      zeros = 0;
    }
    bytes.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(bytes);
}
