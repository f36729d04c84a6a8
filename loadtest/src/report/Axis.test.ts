import { expect, test } from 'vitest';
import { linearAxis, logarithmicAxis, secondsAxis } from './Axis.ts';

test.each([
  [0, [0, 0.25, 0.5, 0.75, 1]],
  [3, [0, 1, 2, 3, 4]],
  [4, [0, 1, 2, 3, 4]],
  [33.6e6, [0, 10e6, 20e6, 30e6, 40e6]],
  [81, [0, 50, 100, 150, 200]],
])('up to %d there are four equal steps that read well', (largest, marks) => {
  expect(linearAxis(largest).marks).toEqual(marks);
});

test('a logarithmic axis goes by powers of ten, one at least, and keeps what is beyond at its ends', () => {
  const axis = logarithmicAxis(0.3, 144);
  expect(axis.marks).toEqual([0.1, 1, 10, 100, 1000]);
  expect([0, 0.1, 1, 1000, 5000].map((value) => axis.place(value))).toEqual([0, 0, 0.25, 1, 1]);
  expect(logarithmicAxis(1, 1).marks).toEqual([1, 10]);
});

test.each([1, 5, 20, 59, 300, 3_600, 86_400])('a run of %d s has two to seven marks', (last) => {
  const { marks } = secondsAxis(last);
  expect(marks.length).toBeGreaterThanOrEqual(2);
  expect(marks.length).toBeLessThanOrEqual(7);
  expect(marks.at(-1)).toBeLessThanOrEqual(last);
});
