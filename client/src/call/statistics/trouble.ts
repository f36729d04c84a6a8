// What is wrong with a call, if it is wrong for long enough to be said. Pure.
import { lossOf, type CallStatistics } from './CallStatistics.ts';

/** In the order in which they are said: of several, the first is what the others come from, or what hurts most. */
const troubles = ['upload_lossy', 'download_lossy', 'busy', 'upload_slow', 'far'] as const;
export type Trouble = (typeof troubles)[number];

/** Which part of the packets may be lost: sound gets over a tenth, and sounds bad then. */
const LOSS = 0.08;
/** Bits a second: less does not carry a picture of middle size. */
const NARROW = 600_000;
/** Milliseconds there and back after which people talk into each other. */
const FAR = 500;
/** Milliseconds for which it must be bad until it is said, and good until it is said no more. */
const PATIENCE = 6_000;
const RELIEF = 8_000;

export interface TroubleState {
  /** What is said. */
  readonly said: Trouble | undefined;
  /** Since when what is not said is, or what is said is not. */
  readonly since: number;
  /** What is wrong now. */
  readonly now: Trouble | undefined;
}

export const noTrouble: TroubleState = { said: undefined, since: 0, now: undefined };

export function nextTrouble(state: TroubleState, statistics: CallStatistics): TroubleState {
  const now = troubleNow(statistics);
  const { at } = statistics;
  if (now === state.said) return { said: state.said, since: at, now };
  const since = now === state.now ? state.since : at;
  const isLong = at - since >= (now === undefined ? RELIEF : PATIENCE);
  return { said: isLong ? now : state.said, since, now };
}

function troubleNow({ sent, received, path }: CallStatistics): Trouble | undefined {
  const limits = new Set(sent.map(({ picture }) => picture?.limitedBy));
  const isNarrow = path.available === undefined || path.available < NARROW;
  const is: Readonly<Record<Trouble, boolean>> = {
    upload_lossy: (lossOf(sent) ?? 0) > LOSS,
    download_lossy: (lossOf(received) ?? 0) > LOSS,
    busy: limits.has('cpu'),
    upload_slow: limits.has('bandwidth') && isNarrow,
    far: (path.roundTrip ?? 0) > FAR,
  };
  return troubles.find((trouble) => is[trouble]);
}
