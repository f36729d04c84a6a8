import { expect, test } from 'vitest';
import { askedBy } from './promQueries.ts';

test('metrics and labels of a query are told from its functions, words, numbers and texts', () => {
  expect(
    askedBy(
      'sum by (code) (rate(refused_total[5m])) > 0.1 * sum(rate(joins_total{kind="new", to!~"by (x)"}[$__rate_interval])) and up{job="parley"} == 1e3',
    ),
  ).toEqual({
    selectors: [
      { metric: 'refused_total', labels: [] },
      { metric: 'joins_total', labels: ['kind', 'to'] },
      { metric: 'up', labels: ['job'] },
    ],
    grouping: ['code'],
  });
  expect(askedBy('min(max by (worker) (load)) >= 1')).toEqual({
    selectors: [{ metric: 'load', labels: [] }],
    grouping: ['worker'],
  });
  expect(askedBy('free / on (disk) group_left (name) size').selectors.map(({ metric }) => metric)).toEqual([
    'free',
    'size',
  ]);
});
