// Whose connection is bad, where one's own is good. Pure.
import type { CallStatistics } from './CallStatistics.ts';

/** Which part of a track's packets may be missing. */
const LOSS = 0.08;
/** In how many readings in a row it must be more. */
const READINGS = 3;

/**
 * The ids of tracks of which much is missing, while others come whole: with all of them missing packets, the reason is
 * one's own connection, which is said in another way.
 */
export function weakTracks(history: readonly CallStatistics[]): ReadonlySet<string> {
  const recent = history.slice(-READINGS);
  const now = recent.at(-1);
  if (!now || recent.length < READINGS) return new Set();
  const isWeak = (id: string) =>
    recent.every(({ received }) => received.some(({ trackId, loss = 0 }) => trackId === id && loss > LOSS));
  const coming = now.received.flatMap(({ trackId, loss }) =>
    trackId === undefined || loss === undefined ? [] : trackId,
  );
  const weak = coming.filter(isWeak);
  return new Set(weak.length === coming.length ? [] : weak);
}
