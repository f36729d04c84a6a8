import { expect, test } from 'vitest';
import { RestartDelay } from './RestartDelay.ts';

test('the first restart comes at once, the next ones later and later, up to half a minute', () => {
  const delay = new RestartDelay();
  const delays = Array.from({ length: 9 }, () => delay.next(0));
  expect(delays).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('what lived for ten seconds is restarted at once again', () => {
  const delay = new RestartDelay();
  for (const lived of [0, 9_999, 0]) delay.next(lived);
  expect(delay.next(10_000)).toBe(0);
  expect(delay.next(0)).toBe(500);
});
