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
  expect(layersFor(view, { sizes: 3, picture: 'camera' })).toEqual(layers);
});

test.each([
  { height: 180, spatial: 0 },
  { height: 320, spatial: 0 },
  { height: 360, spatial: 1 },
  { height: 720, spatial: 1 },
])('a tile of $height lines gets size $spatial of a camera that has two', ({ height, spatial }) => {
  const view = { width: (height * 16) / 9, height };
  expect(layersFor(view, { sizes: 2, picture: 'camera' }).spatial).toBe(spatial);
});

test('an upright tile is filled by a camera’s wide picture', () => {
  const camera = { sizes: 3, picture: 'camera' } as const;
  expect(layersFor({ width: 360, height: 740 }, camera).spatial).toBe(2);
  expect(layersFor({ width: 740, height: 100 }, camera).spatial).toBe(1);
});

test('a screen is larger than a camera, and shown as a whole', () => {
  const screen = { sizes: 2, picture: 'screen' } as const;
  expect(layersFor({ width: 320, height: 180 }, screen).spatial).toBe(0);
  expect(layersFor({ width: 1_280, height: 720 }, screen).spatial).toBe(0);
  expect(layersFor({ width: 1_440, height: 810 }, screen).spatial).toBe(1);
  expect(layersFor({ width: 360, height: 1_600 }, screen).spatial).toBe(0);
});

test('a picture of one size has no other', () => {
  const view = { width: 3_840, height: 2_160 };
  expect(layersFor(view, { sizes: 1, picture: 'camera' })).toEqual({ spatial: 0, temporal: 2 });
});
