/** A rectangle in pixels of the film. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Between two tiles, and around all. */
export const GAP = 8;
/** Cameras are wide: they lose nothing to such a tile. */
export const TILE_ASPECT = 16 / 9;

/** The largest tiles of one size for so many in an area, row by row; the last row is centred, and so is the whole. */
export function tileGrid(area: Rect, count: number): Rect[] {
  let best = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const width = Math.min(
      (area.width - (columns - 1) * GAP) / columns,
      ((area.height - (rows - 1) * GAP) / rows) * TILE_ASPECT,
    );
    if (width > best.width) best = { columns, width, height: width / TILE_ASPECT };
  }
  const { columns, width, height } = best;
  const rows = Math.ceil(count / columns);
  const top = area.y + (area.height - rows * height - (rows - 1) * GAP) / 2;
  return Array.from({ length: count }, (_, n) => {
    const row = Math.floor(n / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const left = area.x + (area.width - inRow * width - (inRow - 1) * GAP) / 2;
    return onPixels({
      x: left + (n % columns) * (width + GAP),
      y: top + row * (height + GAP),
      width,
      height,
    });
  });
}

/** Chroma has half of the resolution: edges are on even pixels. */
export function onPixels({ x, y, width, height }: Rect): Rect {
  const even = (value: number): number => 2 * Math.round(value / 2);
  const [left, top] = [even(x), even(y)];
  return { x: left, y: top, width: even(x + width) - left, height: even(y + height) - top };
}
