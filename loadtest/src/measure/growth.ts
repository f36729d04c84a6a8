import type { Moment } from './Timeline.ts';

/** How the server's memory grows, in bytes for each thousand joins. */
export interface Growth {
  readonly sfu: number;
  readonly service: number;
  /** What it is taken of. */
  readonly joins: number;
}

/** Fewer moments than this have no slope worth its name. */
const LEAST = 5;

/**
 * The slope of the memory over the joins of these moments. Of their second half only: in the first one, caches fill and
 * code is compiled, which happens once. Undefined: too few, or the server is elsewhere.
 */
export function growthOf(moments: readonly Moment[]): Growth | undefined {
  let joins = 0;
  const points = moments.flatMap(({ sample, server }) => {
    joins += sample.counts.joins;
    return server ? [{ joins, ...server }] : [];
  });
  const half = points.filter((point) => point.joins > joins / 2);
  const [first] = half;
  if (!first || half.length < LEAST) return undefined;
  const thousands = half.map((point) => point.joins / 1_000);
  const slope = (name: 'sfuMemory' | 'serviceMemory') =>
    slopeOf(
      thousands,
      half.map((point) => point[name]),
    );
  return { sfu: slope('sfuMemory'), service: slope('serviceMemory'), joins: joins - first.joins };
}

/** Of the line with the least squares. */
function slopeOf(xs: readonly number[], ys: readonly number[]): number {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let [both, squares] = [0, 0];
  for (const [n, x] of xs.entries()) {
    both += (x - meanX) * ((ys[n] ?? 0) - meanY);
    squares += (x - meanX) ** 2;
  }
  return squares > 0 ? both / squares : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
