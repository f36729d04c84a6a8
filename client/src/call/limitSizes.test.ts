import { expect, test } from 'vitest';
import { limitSizes, type ScalableEncoding } from './limitSizes.ts';

const simulcast: ScalableEncoding[] = [
  { scaleResolutionDownBy: 4, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, scalabilityMode: 'L1T3' },
];

test.each([
  { sizes: 0, active: [false, false, false] },
  { sizes: 1, active: [true, false, false] },
  { sizes: 2, active: [true, true, false] },
  { sizes: 3, active: [true, true, true] },
  { sizes: Infinity, active: [true, true, true] },
])('of simulcast, $sizes sizes are the encodings $active', ({ sizes, active }) => {
  const limited = limitSizes(simulcast, simulcast, sizes);
  expect(limited).toEqual(simulcast.map((encoding, index) => ({ ...encoding, active: active[index] })));
  // A browser that turns the order around.
  const reversed = limitSizes(simulcast.toReversed(), simulcast.toReversed(), sizes);
  expect(reversed.map((encoding) => encoding.active)).toEqual(active.toReversed());
});

test('of layers in one stream, the mode is changed, and changed back', () => {
  const full: ScalableEncoding[] = [{ scalabilityMode: 'L3T3_KEY' }];
  const two = limitSizes(full, full, 2);
  expect(two).toEqual([{ scalabilityMode: 'L2T3_KEY', active: true }]);
  expect(limitSizes(two, full, 1)).toEqual([{ scalabilityMode: 'L1T3', active: true }]);
  expect(limitSizes(two, full, 0)).toEqual([{ scalabilityMode: 'L1T3', active: false }]);
  expect(limitSizes(two, full, Infinity)).toEqual([{ scalabilityMode: 'L3T3_KEY', active: true }]);
});

test('a single size is only switched on and off', () => {
  expect(limitSizes([{}], [{}], 0)).toEqual([{ active: false }]);
  expect(limitSizes([{ active: false }], [{}], 2)).toEqual([{ active: true }]);
});
