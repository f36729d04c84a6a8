/** Whether a figure is as it should be, is to be watched, or needs somebody. */
export type Standing = 'normal' | 'high' | 'bad';

/** From where on a figure is to be watched, and from where on it needs somebody: docs/admin.md. */
const limits = {
  workers: { high: 0.8, bad: 1 },
  busy: { high: 0.5, bad: 0.8 },
  loss: { high: 0.02, bad: 0.05 },
  /** Milliseconds. */
  roundTrip: { high: 150, bad: 300 },
  /** Of the disk that is taken. */
  disk: { high: 0.85, bad: 0.95 },
} as const;

export type Judged = keyof typeof limits;

export function standingOf(what: Judged, value: number): Standing {
  const { high, bad } = limits[what];
  return value >= bad ? 'bad' : value >= high ? 'high' : 'normal';
}

export const limitOf = (what: Judged): number => limits[what].high;
