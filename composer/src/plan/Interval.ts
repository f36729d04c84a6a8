/** A stretch of time, in milliseconds. Its end is not in it. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** The same time in as few stretches as it takes, in order. */
export function union(intervals: readonly Interval[]): Interval[] {
  const joined: { from: number; until: number }[] = [];
  for (const { from, until } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (until <= from) continue;
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else joined.push({ from, until });
  }
  return joined;
}

/** What is left of a stretch. */
export function without(whole: Interval, holes: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let { from } = whole;
  for (const hole of union(holes)) {
    if (hole.until <= from || hole.from >= whole.until) continue;
    if (hole.from > from) left.push({ from, until: hole.from });
    from = hole.until;
  }
  if (from < whole.until) left.push({ from, until: whole.until });
  return left;
}

export function contains({ from, until }: Interval, at: number): boolean {
  return from <= at && at < until;
}
