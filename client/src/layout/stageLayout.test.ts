import { describe, expect, it } from 'vitest';
import { othersPerPage, stageLayout, type StageLayoutInput } from './stageLayout.ts';
import type { TileRect } from './tileLayout.ts';

const gap = 8;
const close = 0.001;

/** The stages of the screens of a phone, upright and on its side, a tablet, a laptop and a large screen. */
const stages = [
  [344, 620],
  [724, 270],
  [752, 932],
  [1424, 816],
  [2544, 1356],
].map(([width = 0, height = 0]) => ({ width, height, gap }));

/** Every view of so many people: a grid, a speaker, a screen, and several pinned ones. */
const cases: StageLayoutInput[] = stages.flatMap((stage) =>
  [1, 2, 3, 5, 9, 25, 60].flatMap((people) =>
    [
      { main: 0, whole: false, tiles: people },
      { main: 1, whole: false, tiles: people },
      { main: 1, whole: true, tiles: people + 1 },
      { main: 2, whole: true, tiles: people + 2 },
      { main: Math.min(3, people), whole: false, tiles: people },
    ].map(({ main, whole, tiles }) => ({
      stage,
      main,
      whole,
      others: Math.min(tiles - main, othersPerPage(stage, main)),
    })),
  ),
);

function all(input: StageLayoutInput): TileRect[] {
  const { main, others } = stageLayout(input);
  return [...main, ...others];
}

describe('stageLayout()', () => {
  it('gives each tile one place inside the stage', () => {
    for (const input of cases) {
      const rects = all(input);
      expect(rects).toHaveLength(input.main + input.others);
      for (const { x, y, width, height } of rects) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(-close);
        expect(Math.min(width, height)).toBeGreaterThan(30);
        expect(x + width).toBeLessThanOrEqual(input.stage.width + close);
        expect(y + height).toBeLessThanOrEqual(input.stage.height + close);
      }
    }
  });

  it('keeps the gap between any two, so that none overlap', () => {
    for (const input of cases) {
      const rects = all(input);
      for (const [index, a] of rects.entries()) {
        for (const b of rects.slice(index + 1)) {
          const across = Math.max(b.x - (a.x + a.width), a.x - (b.x + b.width));
          const down = Math.max(b.y - (a.y + a.height), a.y - (b.y + b.height));
          expect(Math.max(across, down)).toBeGreaterThanOrEqual(gap - close);
        }
      }
    }
  });

  it('gives one large tile more than half of the stage, and a screen more than three quarters', () => {
    for (const input of cases.filter(({ main }) => main === 1)) {
      const [rect] = stageLayout(input).main;
      const share = ((rect?.width ?? 0) * (rect?.height ?? 0)) / (input.stage.width * input.stage.height);
      expect(share).toBeGreaterThan(input.whole ? 0.75 : 0.4);
    }
  });

  it('has the strip beside the large one on a wide stage and below it on an upright one', () => {
    const beside = stageLayout({ stage: { width: 1424, height: 816, gap }, main: 1, whole: true, others: 2 });
    expect(new Set(beside.others.map(({ x }) => x)).size).toBe(1);
    const below = stageLayout({ stage: { width: 344, height: 620, gap }, main: 1, whole: true, others: 2 });
    expect(new Set(below.others.map(({ y }) => y)).size).toBe(1);
  });

  it('leaves those beside where they are when what is large changes', () => {
    const stage = { width: 1424, height: 816, gap };
    const person = stageLayout({ stage, main: 1, whole: false, others: 4 });
    const screen = stageLayout({ stage, main: 1, whole: true, others: 4 });
    expect(screen.others).toEqual(person.others);
  });

  it('gives nobody else a place where only a large one is', () => {
    const stage = { width: 800, height: 600, gap };
    expect(stageLayout({ stage, main: 1, whole: true, others: 0 }).main).toEqual([
      { x: 0, y: 0, width: 800, height: 600 },
    ]);
  });
});

describe('othersPerPage()', () => {
  it('is never more than the server lets one have, and never none', () => {
    for (const stage of stages) {
      for (const main of [0, 1, 3, 24]) {
        const count = othersPerPage(stage, main);
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count + main).toBeLessThanOrEqual(25);
      }
    }
  });
});
