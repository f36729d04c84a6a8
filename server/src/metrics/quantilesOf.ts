const quantiles = [0.5, 0.9, 0.99] as const;

/** Of figures that were read at one time, those below which half, nine tenths and nearly all lie. Of none, none. */
export function quantilesOf(figures: readonly number[]): [quantile: string, value: number][] {
  const sorted = figures.toSorted((a, b) => a - b);
  return quantiles.flatMap((quantile): [string, number][] => {
    const value = sorted[Math.ceil(quantile * sorted.length) - 1];
    return value === undefined ? [] : [[String(quantile), value]];
  });
}
