import { expect, test } from 'vitest';
import { Histogram, upperEdge } from './Histogram.ts';

test('quantiles are those of the sorted values, within one in 64', () => {
  const histogram = new Histogram();
  const values = Array.from({ length: 10_000 }, (_, n) => 0.05 * 1.001 ** n);
  for (const value of values.toReversed()) histogram.add(value);
  for (const share of [0.01, 0.5, 0.95, 0.99, 0.999]) {
    const exact = values[Math.ceil(share * values.length) - 1] ?? 0;
    const quantile = histogram.quantile(share);
    expect(quantile).toBeGreaterThanOrEqual(exact - 0.001);
    expect(quantile).toBeLessThanOrEqual(exact * (1 + 1 / 64) + 0.001);
  }
  expect(histogram.quantile(1)).toBe(histogram.max);
  expect(histogram.count).toBe(10_000);
});

test('what was measured apart is put together as if it had been measured at once', () => {
  const [all, one, other] = [new Histogram(), new Histogram(), new Histogram()];
  for (let n = 0; n < 1000; n += 1) {
    const value = (n * 7919) % 1000;
    all.add(value);
    (n % 2 === 0 ? one : other).add(value);
  }
  expect(Histogram.of(one.data(), other.data()).data()).toEqual(all.data());
});

test('the edges of the buckets go up, and a value is under the edge of its own', () => {
  for (const us of [0, 1, 63, 64, 127, 128, 1_000, 65_535, 65_536, 1_000_000, 2_000_000_000]) {
    const histogram = new Histogram();
    histogram.add(us / 1000);
    const [bucket] = histogram.data().buckets[0] ?? [0];
    expect(upperEdge(bucket)).toBeGreaterThan(us / 1000);
    expect(bucket === 0 ? 0 : upperEdge(bucket - 1)).toBeLessThanOrEqual(us / 1000);
  }
});

test('nothing has no quantile', () => {
  expect(new Histogram().quantile(0.5)).toBeNaN();
});
