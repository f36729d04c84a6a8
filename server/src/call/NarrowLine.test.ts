import { expect, test } from 'vitest';
import { NarrowLine } from './NarrowLine.ts';

/** A line that is looked at once a second: how many pictures are withheld after so many seconds. */
function line(others = 7) {
  const narrow = new NarrowLine();
  let at = 0;
  return (seconds: number, slow: boolean, now = others): number => {
    let withheld = 0;
    for (let second = 0; second < seconds; second += 1) {
      at += 1_000;
      withheld = narrow.take({ at, slow, others: now });
    }
    return withheld;
  };
}

test('as long as the first picture moves, nothing is withheld', () => {
  expect(line()(1_000, false)).toBe(0);
});

test('a short slowness is forgiven, a long one costs a third of the others at a time', () => {
  const after = line();
  expect(after(2, true)).toBe(0);
  expect(after(1, false)).toBe(0);
  expect(after(2, true)).toBe(0);
  expect(after(1, true)).toBe(3);
  expect(after(2, true)).toBe(5);
  expect(after(20, true)).toBe(7);
});

test('when the first picture moves, they come back one by one', () => {
  const after = line();
  expect(after(3, true)).toBe(3);
  expect(after(9, false)).toBe(3);
  expect(after(1, false)).toBe(2);
  expect(after(20, false)).toBe(0);
});

test('one that was too many is tried again later and later', () => {
  const after = line(1);
  const tries: number[] = [];
  let now = 0;
  let withheld = after(3, true);
  for (let second = 0; second < 400; second += 1) {
    // It fits only alone.
    const before = withheld;
    withheld = after(1, withheld === 0);
    now += 1;
    if (withheld < before) tries.push(now);
  }
  const waits = tries.map((at, index) => at - (tries[index - 1] ?? 0)).slice(1);
  expect(waits[0]).toBeGreaterThan(20);
  expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
  expect(Math.max(...waits)).toBeLessThanOrEqual(125);
});

test('no more are withheld than there are', () => {
  const after = line();
  expect(after(20, true)).toBe(7);
  expect(after(1, true, 2)).toBe(2);
  expect(after(1, true, 0)).toBe(0);
});
