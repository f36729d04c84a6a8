/** Luma of what a picture shows, on the scale of BT.601. */
const Luma = { black: 16, white: 235, ground: 120, bar: 180 } as const;

/** How many different pictures there are: so many frames later, the same one comes again. */
export const PICTURES = 256;
/** Blocks across the mark and down, and blocks between it and the edges. */
const MARK = { columns: 4, rows: 4, offset: 1 } as const;

/**
 * A test picture in blocks of 16 by 16, each of one luma: a bar that moves, and a mark from which its number can be
 * read. The mark is the number in Gray code, so that little of it changes from one picture to the next, and below it
 * the same with every bit turned round: what does not fit together was not read right.
 */
export class Picture {
  readonly columns: number;
  readonly rows: number;

  constructor(width: number, height: number) {
    this.columns = Math.ceil(width / 16);
    this.rows = Math.ceil(height / 16);
  }

  /** @param number Of the picture; they go round. */
  luma(number: number, column: number, row: number): number {
    const bit = markBit(column - MARK.offset, row - MARK.offset);
    if (bit !== undefined) {
      const gray = number ^ (number >> 1);
      const isSet = ((gray >> (bit & 7)) & 1) === 1;
      return isSet === bit < 8 ? Luma.white : Luma.black;
    }
    const bar = number % this.columns;
    return column === bar || column === bar + 1 ? Luma.bar : Luma.ground;
  }
}

/** Whether a block is part of the mark. */
export function isMark(column: number, row: number): boolean {
  return markBit(column - MARK.offset, row - MARK.offset) !== undefined;
}

/** Which bit a block of the mark shows; from 8 on, those that are turned round. */
function markBit(column: number, row: number): number | undefined {
  const isInside = column >= 0 && column < MARK.columns && row >= 0 && row < MARK.rows;
  return isInside ? row * MARK.columns + column : undefined;
}
