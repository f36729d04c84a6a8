// Where the tiles of a room stand: the grid whose tiles are the largest that the stage allows.

export interface TileRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TileLayoutInput {
  /** The stage, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** Between tiles; the stage's own padding is not counted here. */
  readonly gap: number;
  /** How narrow and how wide a tile may be, as width divided by height. */
  readonly aspect: { readonly narrowest: number; readonly widest: number };
}

interface Grid {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

/** One rectangle a tile, in order, row by row; the last row is centred, and so is the whole. */
export function tileLayout(input: TileLayoutInput): TileRect[] {
  const { width, height, count, gap } = input;
  const grid = largestGrid(input);
  if (!grid) return [];
  const rows = Math.ceil(count / grid.columns);
  const top = (height - rows * grid.height - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / grid.columns);
    const inRow = row === rows - 1 ? count - row * grid.columns : grid.columns;
    const left = (width - inRow * grid.width - (inRow - 1) * gap) / 2;
    return {
      x: left + (index % grid.columns) * (grid.width + gap),
      y: top + row * (grid.height + gap),
      width: grid.width,
      height: grid.height,
    };
  });
}

function largestGrid(input: TileLayoutInput): Grid | undefined {
  let best: Grid | undefined;
  for (let columns = 1; columns <= input.count; columns++) {
    const grid = gridWith(columns, input);
    if (grid && (!best || grid.width * grid.height > best.width * best.height)) best = grid;
  }
  return best;
}

/** The largest tiles that fit in so many columns, or undefined where none do. */
export function gridWith(
  columns: number,
  { width, height, count, gap, aspect }: TileLayoutInput,
): Grid | undefined {
  const rows = Math.ceil(count / columns);
  const cellWidth = (width - (columns - 1) * gap) / columns;
  const cellHeight = (height - (rows - 1) * gap) / rows;
  if (cellWidth <= 0 || cellHeight <= 0) return undefined;
  return {
    columns,
    width: Math.min(cellWidth, cellHeight * aspect.widest),
    height: Math.min(cellHeight, cellWidth / aspect.narrowest),
  };
}
