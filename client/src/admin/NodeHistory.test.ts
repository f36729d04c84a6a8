import type { NodeState } from '@parley/protocol';
import { expect, test } from 'vitest';
import { HISTORY, NodeHistory } from './NodeHistory.ts';
import { standingOf } from './standing.ts';

function state(at: number, change: Partial<NodeState> = {}): NodeState {
  return {
    at,
    version: '1',
    startedAt: 0,
    missing: [],
    people: 2,
    rooms: [],
    workers: [],
    process: { cpu: 0, memoryBytes: 0, busy: 0.1 },
    recordings: { running: [], finished: 0, bytes: 0, filmsQueued: 0 },
    disk: { freeBytes: 1, totalBytes: 2 },
    errors: [],
    ...change,
  };
}

const room = {
  roomId: 'a',
  name: 'garden',
  openedAt: 0,
  people: 1,
  tracks: 1,
  direct: false,
  bitsIn: 3,
  bitsOut: 5,
};
const worker = {
  number: 0,
  cpu: 0.4,
  rooms: 1,
  transports: 1,
  producers: 1,
  consumers: 1,
  bitsIn: 0,
  bitsOut: 0,
};

test('a sample has the sums of the rooms and the load of the busiest worker', () => {
  const history = new NodeHistory();
  const workers = [
    { ...worker, load: { consumers: 0.1, cpu: 0.5 } },
    { ...worker, load: { consumers: 0.7, cpu: 0.2 } },
  ];
  history.add(state(1_000, { rooms: [room, room], workers }));
  expect(history.get()).toEqual([{ at: 1_000, people: 2, bitsIn: 6, bitsOut: 10, workers: 0.7, busy: 0.1 }]);
});

test('what was told twice is one sample, and what is older than the charts is forgotten', () => {
  const history = new NodeHistory();
  for (const at of [1_000, 1_000, 3_000, 1_000 + HISTORY]) history.add(state(at));
  expect(history.get().map(({ at }) => at)).toEqual([3_000, 1_000 + HISTORY]);
});

test('a figure at its limit is beyond what is normal', () => {
  expect(standingOf('loss', 0.019)).toBe('normal');
  expect(standingOf('loss', 0.02)).toBe('high');
  expect(standingOf('loss', 0.05)).toBe('bad');
});
