import { expect, test } from 'vitest';
import { panned, whole, zoomed } from './zoom.ts';

const frame = { width: 1000, height: 600 };

test('the point under the pointer stays where it is', () => {
  const at = { x: 120, y: -40 };
  const once = zoomed(whole, 2, { at, frame });
  expect(once).toEqual({ scale: 2, x: -120, y: 40 });
  /** Where in the picture, from its middle, the point is. */
  const inPicture = (zoom: typeof once) => [(at.x - zoom.x) / zoom.scale, (at.y - zoom.y) / zoom.scale];
  const twice = zoomed(once, 1.5, { at, frame });
  expect(inPicture(twice)[0]).toBeCloseTo(inPicture(once)[0] ?? NaN);
  expect(inPicture(twice)[1]).toBeCloseTo(inPicture(once)[1] ?? NaN);
});

test('it is never smaller than whole, nor larger than eight times', () => {
  expect(zoomed(whole, 0.5, { frame })).toEqual(whole);
  expect(zoomed(whole, 100, { frame }).scale).toBe(8);
});

test('no edge of the picture comes into the frame', () => {
  const large = zoomed(whole, 2, { frame });
  expect(panned(large, { x: 9_999, y: -9_999 }, frame)).toEqual({ scale: 2, x: 500, y: -300 });
  expect(panned(whole, { x: 10, y: 10 }, frame)).toEqual(whole);
  const corner = panned(large, { x: 500, y: 300 }, frame);
  expect(zoomed(corner, 0.5, { frame })).toEqual(whole);
});
