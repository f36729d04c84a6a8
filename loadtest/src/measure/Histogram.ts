/** Values in microseconds, from 0 up: the error of a quantile is at most one in 64. */
const STEPS = 64;
const STEPS_LOG2 = 6;
const BUCKETS = STEPS * 28;

/** Pairs of a bucket and its count: what travels between processes. */
export interface HistogramData {
  readonly buckets: readonly (readonly [bucket: number, count: number])[];
  readonly sum: number;
  readonly max: number;
}

/** A distribution of times in milliseconds, in buckets that get wider as times get longer. */
export class Histogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #count = 0;
  #sum = 0;
  #max = 0;

  static of(...data: readonly HistogramData[]): Histogram {
    const histogram = new Histogram();
    for (const one of data) histogram.merge(one);
    return histogram;
  }

  get count(): number {
    return this.#count;
  }

  get max(): number {
    return this.#max;
  }

  get mean(): number {
    return this.#count === 0 ? Number.NaN : this.#sum / this.#count;
  }

  add(ms: number): void {
    const bucket = bucketOf(ms);
    this.#counts[bucket] = (this.#counts[bucket] as number) + 1;
    this.#count += 1;
    this.#sum += ms;
    if (ms > this.#max) this.#max = ms;
  }

  merge({ buckets, sum, max }: HistogramData): void {
    for (const [bucket, count] of buckets) {
      this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
      this.#count += count;
    }
    this.#sum += sum;
    this.#max = Math.max(this.#max, max);
  }

  /** The time that this share of all does not exceed; NaN where there is none. */
  quantile(share: number): number {
    if (this.#count === 0) return Number.NaN;
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      seen += this.#counts[bucket] as number;
      if (seen >= rank) return Math.min(upperEdge(bucket), this.#max);
    }
    return this.#max;
  }

  data(): HistogramData {
    const buckets: [number, number][] = [];
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      const count = this.#counts[bucket] as number;
      if (count > 0) buckets.push([bucket, count]);
    }
    return { buckets, sum: this.#sum, max: this.#max };
  }

  clear(): void {
    this.#counts.fill(0);
    this.#count = 0;
    this.#sum = 0;
    this.#max = 0;
  }
}

function bucketOf(ms: number): number {
  const us = Math.max(0, Math.min(ms * 1000, 0x7fff_ffff)) | 0;
  if (us < STEPS) return us;
  const shift = 31 - Math.clz32(us) - STEPS_LOG2;
  return STEPS * (shift + 1) + (us >> shift) - STEPS;
}

/** In milliseconds: what is in the bucket is less. */
export function upperEdge(bucket: number): number {
  if (bucket < STEPS) return (bucket + 1) / 1000;
  const shift = Math.floor(bucket / STEPS) - 1;
  return ((STEPS + (bucket % STEPS) + 1) * 2 ** shift) / 1000;
}
