import { expect, test } from 'vitest';
import { layersFor } from './layersFor.ts';

test.each([
  { view: { width: 160, height: 90 }, layers: { spatial: 0, temporal: 1 } },
  { view: { width: 320, height: 180 }, layers: { spatial: 0, temporal: 2 } },
  { view: { width: 426, height: 240 }, layers: { spatial: 0, temporal: 2 } },
  { view: { width: 480, height: 270 }, layers: { spatial: 1, temporal: 2 } },
  { view: { width: 853, height: 480 }, layers: { spatial: 1, temporal: 2 } },
  { view: { width: 1_000, height: 562 }, layers: { spatial: 2, temporal: 2 } },
  { view: { width: 3_840, height: 2_160 }, layers: { spatial: 2, temporal: 2 } },
])('a tile of $view.width × $view.height gets $layers of three sizes', ({ view, layers }) => {
  expect(layersFor(view, 3)).toEqual(layers);
});

test('an upright tile is filled by a wide picture', () => {
  expect(layersFor({ width: 360, height: 740 }, 3).spatial).toBe(2);
  expect(layersFor({ width: 740, height: 100 }, 3).spatial).toBe(1);
});

test('a picture of one size has no other', () => {
  expect(layersFor({ width: 3_840, height: 2_160 }, 1)).toEqual({ spatial: 0, temporal: 2 });
});
