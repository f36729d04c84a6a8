import { expect, test } from 'vitest';
import { quantilesOf } from './quantilesOf.ts';

test('half of the figures lie at or below the median, and nearly all below the last quantile', () => {
  const figures = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(quantilesOf(figures)).toEqual([
    ['0.5', 50],
    ['0.9', 90],
    ['0.99', 99],
  ]);
  expect(quantilesOf([7])).toEqual([
    ['0.5', 7],
    ['0.9', 7],
    ['0.99', 7],
  ]);
});

test('of nothing nothing is told', () => {
  expect(quantilesOf([])).toEqual([]);
});
