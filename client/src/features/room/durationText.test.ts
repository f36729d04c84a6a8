import { expect, it } from 'vitest';
import { durationText } from './durationText.ts';

it.each([
  [0, '0:00'],
  [7_900, '0:07'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
  [90_000_000, '25:00:00'],
])('%i ms are %s', (duration, text) => {
  expect(durationText(duration)).toBe(text);
});
