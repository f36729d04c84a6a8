import { expect, test } from 'vitest';
import { Onsets } from './onsets.ts';

const RATE = 48_000;

/** What is told of stretches of sound, each with its length in milliseconds and its level in dBFS, in blocks of 128. */
function told(...stretches: [duration: number, level: number][]): number[] {
  const onsets = new Onsets(RATE);
  const begun: number[] = [];
  let at = 0;
  for (const [duration, level] of stretches) {
    const amplitude = 10 ** (level / 20);
    for (const end = at + duration; at < end; at += (128 / RATE) * 1_000) {
      if (onsets.take(new Float32Array(128).fill(amplitude))) begun.push(Math.round(at));
    }
  }
  return begun;
}

test('a voice is told within 80 ms, and once', () => {
  const begun = told([1_000, -90], [3_000, -30]);
  expect(begun).toHaveLength(1);
  expect(begun[0]).toBeGreaterThanOrEqual(1_040);
  expect(begun[0]).toBeLessThan(1_080);
});

test('the first word needs no pause before it', () => {
  expect(told([200, -30])).toHaveLength(1);
});

test('after a pause it is told again, but not between two words', () => {
  expect(told([500, -30], [300, -90], [500, -30])).toHaveLength(1);
  expect(told([500, -30], [600, -90], [500, -30])).toHaveLength(2);
});

test('noise is no voice, and neither is a click', () => {
  expect(told([5_000, -55])).toEqual([]);
  expect(told([1_000, -90], [15, -10], [1_000, -90], [15, -10], [1_000, -90])).toEqual([]);
});
