import { BoolEncoder } from './BoolEncoder.ts';
import { Picture } from './Picture.ts';
import type { Reference, VideoEncoder } from './VideoEncoder.ts';
import { categories, coefficientUpdates, motionVectorUpdates, zeroVector } from './vp8Probabilities.ts';

/** With this index, one step of the coefficient that moves a whole block moves it by one shade (section 14.1). */
const QUANTIZER_INDEX = 35;
/** Block types of the token probabilities (section 13.3). */
const BlockType = { luma: 0, second: 1, chroma: 2 } as const;
/** What has a token at all is as likely as not to be anything. */
const EVEN = 128;
const ALMOST_ALWAYS = 255;

/**
 * Writes the test picture as VP8 (RFC 6386), with no more of the format than blocks of one luma need: key frames
 * predicted from their neighbours, others from the last base picture, and of the residue the one coefficient that
 * moves a block as a whole.
 */
export class Vp8Encoder implements VideoEncoder {
  readonly #width: number;
  readonly #height: number;
  readonly #picture: Picture;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#picture = new Picture(width, height);
  }

  keyFrame(number: number): Buffer {
    const header = Buffer.alloc(7);
    header.writeUIntBE(0x9d012a, 0, 3);
    header.writeUInt16LE(this.#width, 3);
    header.writeUInt16LE(this.#height, 5);
    const first = new BoolEncoder();
    first.literal(0, 2); // Colour space, and values that need clamping.
    this.#writeFilterAndQuantizer(first);
    first.literal(1, 1); // The probabilities below hold for the frames after it, too.
    writeProbabilities(first, true);
    const second = this.#writeBlocks(
      first,
      (column, row) => {
        const predicted = this.#predicted(number, column, row);
        return this.#picture.luma(number, column, row) - predicted;
      },
      writeKeyMode,
    );
    return frameOf({ isKey: true, header, first: first.finish(), second });
  }

  deltaFrame(number: number, { reference, isBase }: Reference): Buffer {
    const first = new BoolEncoder();
    this.#writeFilterAndQuantizer(first);
    first.literal(0, 2); // Neither golden nor alternate are replaced,
    first.literal(0, 4); // nor copied to,
    first.literal(0, 2); // nor of another sign.
    first.literal(1, 1);
    first.literal(isBase ? 1 : 0, 1); // Whether the next frames start from this one.
    writeProbabilities(first, false);
    const second = this.#writeBlocks(
      first,
      (column, row) => this.#picture.luma(number, column, row) - this.#picture.luma(reference, column, row),
      writeZeroVector,
      () => {
        first.literal(1, 8); // Almost all blocks are predicted from a picture,
        first.literal(255, 8); // almost all of them from the last one,
        first.literal(128, 8);
        first.literal(0, 2); // and the modes of the others are as likely as before.
        for (const probability of motionVectorUpdates) first.write(probability, false);
      },
    );
    return frameOf({ isKey: false, header: Buffer.alloc(0), first: first.finish(), second });
  }

  /** Section 12.2: the mean of what is above and to the left. */
  #predicted(number: number, column: number, row: number): number {
    const above = row > 0 ? this.#picture.luma(number, column, row - 1) : undefined;
    const left = column > 0 ? this.#picture.luma(number, column - 1, row) : undefined;
    if (above === undefined) return left ?? 128;
    return left === undefined ? above : (above + left + 1) >> 1;
  }

  #writeFilterAndQuantizer(first: BoolEncoder): void {
    first.literal(0, 1); // No segments.
    first.literal(0, 10); // No loop filter,
    first.literal(0, 1); // and no differences in it.
    first.literal(0, 2); // One partition of tokens.
    first.literal(QUANTIZER_INDEX, 7);
    first.literal(0, 5); // The same for all kinds of coefficients.
  }

  /** Modes go into the first partition, and what is returned is the second. */
  #writeBlocks(
    first: BoolEncoder,
    residue: (column: number, row: number) => number,
    writeMode: (first: BoolEncoder, column: number, row: number) => void,
    writeModeProbabilities?: () => void,
  ): Buffer {
    const { columns, rows } = this.#picture;
    first.literal(1, 1); // Blocks without coefficients say so,
    first.literal(250, 8); // and most are such.
    writeModeProbabilities?.();
    const second = new BoolEncoder();
    /** Whether the block above, by column, and the one to the left have a coefficient. */
    const above = new Uint8Array(columns);
    for (let row = 0; row < rows; row += 1) {
      let left = 0;
      for (let column = 0; column < columns; column += 1) {
        const value = residue(column, row);
        first.write(250, value === 0);
        writeMode(first, column, row);
        if (value !== 0) writeTokens(second, value);
        left = value === 0 ? 0 : 1;
        above[column] = left;
      }
    }
    return second.finish();
  }
}

/** Section 9.9 and 13.4: in key frames those that are used here are set, so that no default matters. */
function writeProbabilities(first: BoolEncoder, isKey: boolean): void {
  for (let type = 0; type < 4; type += 1) {
    for (let band = 0; band < 8; band += 1) {
      for (let context = 0; context < 3; context += 1) {
        for (let node = 0; node < 11; node += 1) {
          const update = coefficientUpdates[type]?.[band]?.[context]?.[node] ?? 255;
          const value = isKey ? usedProbability(type, band, node) : undefined;
          first.write(update, value !== undefined);
          if (value !== undefined) first.literal(value, 8);
        }
      }
    }
  }
}

function usedProbability(type: number, band: number, node: number): number | undefined {
  if (type === BlockType.second && band === 0) return EVEN;
  const endsAtOnce = (type === BlockType.chroma && band === 0) || (type < BlockType.chroma && band === 1);
  return endsAtOnce && node === 0 ? ALMOST_ALWAYS : undefined;
}

/** Section 11.2: luma and chroma are both predicted as a mean. */
function writeKeyMode(first: BoolEncoder): void {
  first.write(145, true);
  first.write(156, false);
  first.write(163, false);
  first.write(142, false);
}

/** Section 16: from the last picture, from the same place. */
function writeZeroVector(first: BoolEncoder, column: number, row: number): void {
  first.write(1, true);
  first.write(255, false);
  const neighbours = (row > 0 ? 2 : 0) + (column > 0 ? 2 : 0) + (row > 0 && column > 0 ? 1 : 0);
  first.write(zeroVector[neighbours] ?? 0, false);
}

/** Section 13.2: the coefficient of the whole block, the end of its kind, and 24 blocks that have none. */
function writeTokens(second: BoolEncoder, value: number): void {
  const size = Math.abs(value);
  const bit = (set: boolean) => {
    second.write(EVEN, set);
  };
  bit(true); // Not the end,
  bit(true); // not zero.
  bit(size > 1);
  if (size > 1) {
    bit(size > 4);
    if (size <= 4) {
      bit(size > 2);
      if (size > 2) bit(size > 3);
    } else {
      writeCategory(second, size, bit);
    }
  }
  bit(value < 0);
  for (let end = 0; end < 25; end += 1) second.write(ALMOST_ALWAYS, false);
}

function writeCategory(second: BoolEncoder, size: number, bit: (set: boolean) => void): void {
  const index = categories.findLastIndex(({ from }) => size >= from);
  const category = categories[index];
  if (!category) return;
  bit(index > 1);
  if (index > 1) bit(index > 3);
  bit(index % 2 === 1);
  const { from, bits } = category;
  for (const [n, probability] of bits.entries()) {
    second.write(probability, (((size - from) >> (bits.length - 1 - n)) & 1) === 1);
  }
}

/** Section 9.1. */
function frameOf(frame: { isKey: boolean; header: Buffer; first: Buffer; second: Buffer }): Buffer {
  const isShown = 1;
  const tag = Buffer.alloc(3);
  tag.writeUIntLE((frame.isKey ? 0 : 1) | (isShown << 4) | (frame.first.length << 5), 0, 3);
  return Buffer.concat([tag, frame.header, frame.first, frame.second]);
}
