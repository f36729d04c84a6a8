import { expect, test } from 'vitest';
import { HEIGHT, WIDTH } from '../film.ts';
import type { Tile } from '../plan/FilmPlan.ts';
import { filmLayout, MOST_ALIKE, MOST_BESIDE, MOST_SCREENS } from './filmLayout.ts';
import { fitPicture } from './fitPicture.ts';

const tiles = (count: number, kind: Tile['kind'] = 'camera'): Tile[] =>
  Array.from({ length: count }, (_, n) => ({ kind, peerId: `${n}`, name: `${n}` }));

const arrangements = [
  ...Array.from({ length: MOST_ALIKE + 1 }, (_, n) => ({ main: [], others: tiles(n) })),
  ...Array.from({ length: MOST_BESIDE + 1 }, (_, n) => ({ main: tiles(1), others: tiles(n) })),
  ...Array.from({ length: MOST_SCREENS }, (_, n) => ({ main: tiles(n + 1, 'screen'), others: tiles(5) })),
];

test.each(arrangements)(
  '[CO1] $main.length large and $others.length others: none over another, all inside',
  (arrangement) => {
    const places = filmLayout(arrangement);
    expect(places).toHaveLength(arrangement.main.length + arrangement.others.length);
    for (const [n, { rect: a }] of places.entries()) {
      expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width).toBeLessThanOrEqual(WIDTH);
      expect(a.y + a.height).toBeLessThanOrEqual(HEIGHT);
      expect([a.x, a.y, a.width, a.height].every((value) => value % 2 === 0)).toBe(true);
      expect(a.width).toBeGreaterThan(200);
      for (const { rect: b } of places.slice(n + 1)) {
        const isApart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(isApart).toBe(true);
      }
    }
  },
);

test('[CO2] a screen is as large as can be beside people', () => {
  const [screen] = filmLayout({ main: tiles(1, 'screen'), others: tiles(3) });
  expect((screen?.rect.width ?? 0) * (screen?.rect.height ?? 0)).toBeGreaterThan(WIDTH * HEIGHT * 0.75);
});

test('[CO9] people fill their tile, screens and upright pictures are whole', () => {
  const rect = { x: 100, y: 50, width: 640, height: 360 };
  const picture = { file: 'a.webm', codec: 'vp8', fileAt: 0, aspect: 4 / 3, rotation: 0 } as const;
  const [camera, screen] = [tiles(1)[0] as Tile, tiles(1, 'screen')[0] as Tile];
  expect(fitPicture(camera, picture, rect)).toEqual({ rect, width: 640, height: 480 });
  expect(fitPicture(camera, { ...picture, aspect: 2 }, rect)).toEqual({ rect, width: 720, height: 360 });
  const whole = { rect: { x: 180, y: 50, width: 480, height: 360 }, width: 480, height: 360 };
  expect(fitPicture(screen, picture, rect)).toEqual(whole);
  const upright = fitPicture(camera, { ...picture, rotation: 90 }, rect);
  expect(upright).toEqual({ rect: { x: 286, y: 50, width: 270, height: 360 }, width: 270, height: 360 });
});
