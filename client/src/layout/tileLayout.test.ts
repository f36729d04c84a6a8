import { describe, expect, it } from 'vitest';
import { gridWith, tileLayout, type TileLayoutInput, type TileRect } from './tileLayout.ts';

const aspect = { narrowest: 4 / 3, widest: 16 / 9 };
const gap = 8;
const close = 0.001;

const stages = [
  [344, 656],
  [752, 932],
  [1424, 816],
  [2544, 1356],
  [600, 120],
  [140, 900],
] as const;

const cases: TileLayoutInput[] = stages.flatMap(([width, height]) =>
  Array.from({ length: 40 }, (_, index) => ({ width, height, count: index + 1, gap, aspect })),
);

function apart(a: TileRect, b: TileRect): number {
  const horizontally = Math.max(b.x - (a.x + a.width), a.x - (b.x + b.width));
  const vertically = Math.max(b.y - (a.y + a.height), a.y - (b.y + b.height));
  return Math.max(horizontally, vertically);
}

function rowsOf(rects: readonly TileRect[]): TileRect[][] {
  return [...Map.groupBy(rects, (rect) => Math.round(rect.y)).values()];
}

describe('tileLayout()', () => {
  it('gives each person one tile inside the stage', () => {
    for (const input of cases) {
      const rects = tileLayout(input);
      expect(rects).toHaveLength(input.count);
      for (const rect of rects) {
        expect(rect.x).toBeGreaterThanOrEqual(-close);
        expect(rect.y).toBeGreaterThanOrEqual(-close);
        expect(rect.x + rect.width).toBeLessThanOrEqual(input.width + close);
        expect(rect.y + rect.height).toBeLessThanOrEqual(input.height + close);
      }
    }
  });

  it('keeps the gap between any two tiles, so that none overlap', () => {
    for (const input of cases) {
      const rects = tileLayout(input);
      for (const [index, a] of rects.entries()) {
        for (const b of rects.slice(index + 1)) expect(apart(a, b)).toBeGreaterThanOrEqual(gap - close);
      }
    }
  });

  it('centres every row, the last one too', () => {
    for (const input of cases) {
      for (const row of rowsOf(tileLayout(input))) {
        const left = Math.min(...row.map((rect) => rect.x));
        const right = Math.max(...row.map((rect) => rect.x + rect.width));
        expect(left).toBeCloseTo(input.width - right);
      }
    }
  });

  it('makes no tile smaller than another count of columns would', () => {
    for (const input of cases) {
      const [first] = tileLayout(input);
      const area = (first?.width ?? 0) * (first?.height ?? 0);
      const others = Array.from({ length: input.count }, (_, index) => gridWith(index + 1, input));
      const largest = Math.max(...others.map((grid) => (grid ? grid.width * grid.height : 0)));
      expect(area).toBeGreaterThanOrEqual(largest - close);
    }
  });

  it('keeps every tile between the narrowest and the widest shape', () => {
    for (const input of cases) {
      for (const rect of tileLayout(input)) {
        expect(rect.width / rect.height).toBeGreaterThanOrEqual(aspect.narrowest - close);
        expect(rect.width / rect.height).toBeLessThanOrEqual(aspect.widest + close);
      }
    }
  });

  it('gives nothing where there is no stage, or nobody', () => {
    expect(tileLayout({ width: 0, height: 0, count: 3, gap, aspect })).toEqual([]);
    expect(tileLayout({ width: 800, height: 600, count: 0, gap, aspect })).toEqual([]);
  });
});
