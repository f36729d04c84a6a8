import { expect, test } from 'vitest';
import type { CallStatistics } from './CallStatistics.ts';
import { weakTracks } from './weakTracks.ts';

const path = { roundTrip: 30, available: undefined, protocol: undefined, relayed: false };

/** What part of each track was lost, in one reading after the other. */
function history(...readings: Readonly<Record<string, number | undefined>>[]): CallStatistics[] {
  return readings.map((losses, index) => ({
    at: index * 2_000,
    sent: [],
    received: Object.entries(losses).map(([trackId, loss]) => ({
      trackId,
      kind: 'audio',
      bitrate: 30_000,
      loss,
      jitter: 1,
      codec: 'opus',
      picture: undefined,
    })),
    path,
  }));
}

test('a track that misses much three times in a row is weak', () => {
  const bad = { ana: 0.1, ben: 0 };
  expect(weakTracks(history(bad, bad))).toEqual(new Set());
  expect(weakTracks(history(bad, bad, bad))).toEqual(new Set(['ana']));
  expect(weakTracks(history(bad, { ana: 0.01, ben: 0 }, bad))).toEqual(new Set());
});

test('where all of them miss much, it is one’s own connection', () => {
  const bad = { ana: 0.1, ben: 0.2 };
  expect(weakTracks(history(bad, bad, bad))).toEqual(new Set());
});

test('a track of which nothing comes says nothing of the others', () => {
  const bad = { ana: 0.1, ben: undefined };
  expect(weakTracks(history(bad, bad, bad))).toEqual(new Set());
});
