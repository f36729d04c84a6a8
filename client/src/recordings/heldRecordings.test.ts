import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  forgetRecording,
  heldRecordings,
  holdRecording,
  MOST_HELD,
  type HeldRecording,
} from './heldRecordings.ts';

const KEY = 'parley.recordings';
let stored: Map<string, string>;
let page: EventTarget;

function browserKeeps(setItem = (key: string, value: string) => void stored.set(key, value)): void {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem,
    removeItem: (key: string) => stored.delete(key),
  });
}

beforeEach(() => {
  stored = new Map();
  page = new EventTarget();
  vi.stubGlobal('window', page);
  browserKeeps();
});
afterEach(() => vi.unstubAllGlobals());

const recording = (recordingId: string, startedAt: number): HeldRecording => ({
  recordingId,
  token: `token of ${recordingId}`,
  room: 'garden',
  startedAt,
});

const ids = () => heldRecordings.get().map(({ recordingId }) => recordingId);

test('[PG1] what is held is there, the newest first', () => {
  holdRecording(recording('b', 2));
  holdRecording(recording('c', 3));
  holdRecording(recording('a', 1));
  expect(heldRecordings.get()).toEqual([recording('c', 3), recording('b', 2), recording('a', 1)]);
});

test('[PG1] each is held once, by the token that came last', () => {
  holdRecording(recording('a', 1));
  holdRecording(recording('b', 2));
  holdRecording({ ...recording('a', 1), token: 'another' });
  expect(heldRecordings.get()).toEqual([recording('b', 2), { ...recording('a', 1), token: 'another' }]);
});

test('[PG1] nothing is kept but what is known of it', () => {
  const more = { ...recording('a', 1), displayName: 'Ana' };
  holdRecording(more);
  expect(heldRecordings.get()).toEqual([recording('a', 1)]);
});

test('[PG1] what is forgotten is gone, and the rest stays', () => {
  holdRecording(recording('a', 1));
  holdRecording(recording('b', 2));
  forgetRecording('a');
  forgetRecording('unknown');
  expect(ids()).toEqual(['b']);
  forgetRecording('b');
  expect(stored.has(KEY)).toBe(false);
});

test('[PG1] of very many the oldest are let go', () => {
  for (let at = 0; at < MOST_HELD + 2; at += 1) holdRecording(recording(`r${at}`, at));
  expect(ids()).toHaveLength(MOST_HELD);
  expect(ids()[0]).toBe(`r${MOST_HELD + 1}`);
  expect(ids().at(-1)).toBe('r2');
});

test.each(['{"', '7', 'null', '{}', '"text"', '[[]]'])(
  '[PG1] of what is damaged nothing is read: %s',
  (text) => {
    stored.set(KEY, text);
    expect(heldRecordings.get()).toEqual([]);
    holdRecording(recording('a', 1));
    expect(ids()).toEqual(['a']);
  },
);

test('[PG1] what stands beside something damaged is read', () => {
  const damaged = [null, 3, { recordingId: 'b' }, { ...recording('c', 1), startedAt: 'yesterday' }];
  const twice = { ...recording('a', 1), token: 'another' };
  stored.set(KEY, JSON.stringify([...damaged, recording('a', 1), twice]));
  expect(heldRecordings.get()).toEqual([recording('a', 1)]);
});

test('[PG1] where the browser keeps nothing, or is full, nothing else is lost', () => {
  holdRecording(recording('a', 1));
  browserKeeps(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  holdRecording(recording('b', 2));
  expect(ids()).toEqual(['a']);
  vi.stubGlobal('localStorage', undefined);
  holdRecording(recording('b', 2));
  expect(ids()).toEqual([]);
});

test('[PG1] whoever watches is told, also of what another tab holds', () => {
  const told = vi.fn<() => void>();
  const stop = heldRecordings.subscribe(told);
  holdRecording(recording('a', 1));
  expect(told).toHaveBeenCalledTimes(1);
  expect(heldRecordings.get()).toBe(heldRecordings.get());
  stored.set(KEY, JSON.stringify([recording('b', 2)]));
  page.dispatchEvent(new Event('storage'));
  expect(told).toHaveBeenCalledTimes(2);
  expect(ids()).toEqual(['b']);
  stop();
  forgetRecording('b');
  page.dispatchEvent(new Event('storage'));
  expect(told).toHaveBeenCalledTimes(2);
});
