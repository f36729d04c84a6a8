import { describe, expect, test } from 'vitest';
import {
  afterClose,
  afterJoinError,
  openPatience,
  retryDelay,
  TABLE,
  transition,
  type ConnectionEvent,
  type ConnectionState,
  type EventName,
  type StateName,
} from './connectionMachine.ts';

const names = Object.keys(TABLE) as StateName[];
const events = Object.keys(TABLE.idle) as EventName[];

function state(name: StateName, attempt = 2): ConnectionState {
  if (name === 'idle') return { name };
  return name === 'ended' ? { name, reason: 'left' } : { name, attempt };
}

function event(name: EventName): ConnectionEvent {
  if (name === 'turnedBack') return { name, reason: 'locked' };
  return name === 'refused' ? { name, reason: 'room_full' } : { name };
}

/** Where every event leads from every state; `.` is nowhere. */
const expected: Record<StateName, Record<EventName, string>> = {
  idle: row('warming opening ended . . . . . . . . ended ended'),
  warming: row('. opening ended ready . . cooling . . . . ended ended'),
  ready: row('. joining ended . . ready cooling . . . . ended ended'),
  cooling: row('. opening ended . . . . warming . . . ended ended'),
  opening: row('. . ended joining . . waiting . . . . ended ended'),
  joining: row('. . ended . joined . waiting . ready knocking . ended ended'),
  knocking: row('. . ended . . knocking waiting . ready . joining ended ended'),
  joined: row('. . ended . . joined waiting . . . . ended ended'),
  waiting: row('. . ended . . . . opening . . . ended ended'),
  ended: row('. . . . . . . . . . . . .'),
};

function row(targets: string): Record<EventName, string> {
  const words =
    'prepare join leave ready snapshot stable lost retry turnedBack mustWait admitted refused gone';
  const order = words.split(' ');
  const cells = targets.split(' ');
  return Object.fromEntries(order.map((name, index) => [name, cells[index]])) as Record<EventName, string>;
}

describe.each(names)('in %s', (name) => {
  test.each(events)('%s leads where the table says', (eventName) => {
    const before = state(name);
    const { state: after, effects } = transition(before, event(eventName));
    const target = expected[name][eventName];
    expect(after.name).toBe(target === '.' ? name : target);
    expect(target !== '.' || (after === before && effects.length === 0)).toBe(true);
  });
});

test('a join from a warm lobby sends the join at once, on the socket that is there', () => {
  expect(transition(state('ready'), { name: 'join' })).toEqual({
    state: { name: 'joining', attempt: 0 },
    effects: ['cancelStability', 'sendJoin'],
  });
});

test('a lost socket is closed and a retry is scheduled, one attempt further', () => {
  expect(transition(state('joined', 1), { name: 'lost' })).toEqual({
    state: { name: 'waiting', attempt: 2 },
    effects: ['cancelStability', 'closeSocket', 'scheduleRetry'],
  });
});

test('a connection that held makes the next failure a first one', () => {
  expect(transition(state('joined', 3), { name: 'stable' })).toEqual({
    state: { name: 'joined', attempt: 0 },
    effects: [],
  });
});

test('a page that goes away says so, and not that it leaves', () => {
  expect(transition(state('joined'), { name: 'gone' }).effects).toContain('sendStepOut');
  expect(transition(state('knocking'), { name: 'gone' }).effects).toContain('sendStepOut');
  expect(transition(state('ready'), { name: 'gone' }).effects).not.toContain('sendStepOut');
});

test('leaving says so only where the server knows the person', () => {
  expect(transition(state('joined'), { name: 'leave' }).effects).toContain('sendLeave');
  expect(transition(state('opening'), { name: 'leave' }).effects).not.toContain('sendLeave');
});

test('every way to the end closes the socket and releases the media', () => {
  for (const name of names.filter((candidate) => candidate !== 'ended')) {
    const { state: after, effects } = transition(state(name), event('refused'));
    expect(after).toEqual({ name: 'ended', reason: 'room_full' });
    expect(effects.slice(-2)).toEqual(['closeSocket', 'release']);
  }
});

test('only a socket that was replaced, or that a host had closed, is not tried again', () => {
  expect(afterClose(4409)).toEqual({ name: 'refused', reason: 'replaced' });
  expect(afterClose(4401)).toEqual({ name: 'refused', reason: 'denied' });
  expect(afterClose(4402)).toEqual({ name: 'refused', reason: 'banned' });
  expect(afterClose(4403)).toEqual({ name: 'refused', reason: 'removed' });
  expect(afterClose(4410)).toEqual({ name: 'refused', reason: 'ended' });
  for (const code of [1000, 1006, 1012, 4408, 4429]) expect(afterClose(code)).toEqual({ name: 'lost' });
});

test('an error of a newer server is worth another try', () => {
  expect(afterJoinError('from_the_future' as 'internal')).toEqual({ name: 'lost' });
});

test('the first retry comes within 200 ms, and none later than 3 s', () => {
  expect(retryDelay(1, () => 1)).toBe(200);
  const delays = [2, 5, 10, 26, 50].map((attempt) => retryDelay(attempt, () => 1));
  expect(delays).toEqual([600, 900, 1_400, 3_000, 3_000]);
  expect(retryDelay(50, () => 0)).toBe(1_500);
});

test('a slow network gets longer with each try', () => {
  expect([0, 1, 9].map(openPatience)).toEqual([5_000, 7_000, 12_000]);
});
