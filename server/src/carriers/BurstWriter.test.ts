import { beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { BurstWriter } from './BurstWriter.ts';

let clock: FakeClock;
let writer: BurstWriter;
/** How many frames went in each call of the system. */
let calls: number[];
let waiting: number;
let corks: number;

beforeEach(() => {
  clock = new FakeClock();
  calls = [];
  waiting = 0;
  corks = 0;
  const flush = () => {
    if (waiting > 0) calls.push(waiting);
    waiting = 0;
  };
  const socket = {
    cork: () => (corks += 1),
    uncork: () => {
      corks -= 1;
      if (corks === 0) flush();
    },
  };
  writer = new BurstWriter(socket, clock);
});

function write(frames: number, { isUrgent = false } = {}): void {
  for (let frame = 0; frame < frames; frame += 1) {
    writer.writes({ isUrgent });
    if (corks > 0) waiting += 1;
    else calls.push(1);
  }
}

test('a few frames go one by one, at once', () => {
  write(10);
  clock.advance(50);
  write(10);
  expect(calls).toEqual(Array(20).fill(1));
});

test('of many the rest goes together, and soon', () => {
  write(100);
  expect(calls).toHaveLength(10);
  clock.advance(50);
  expect(calls.slice(10)).toEqual([90]);
});

test('as long as there are many, they go together from the first one on', () => {
  write(100);
  clock.advance(50);
  write(30);
  expect(calls).toHaveLength(11);
  clock.advance(50);
  write(30);
  clock.advance(50);
  expect(calls.slice(10)).toEqual([90, 30, 30]);
});

test('after a rest, frames go at once again', () => {
  write(100);
  clock.advance(100);
  write(1);
  expect(calls.slice(10)).toEqual([90, 1]);
  clock.advance(1_000);
  expect(clock.pending).toEqual([]);
});

test('what somebody waits for goes at once, behind what waits', () => {
  write(100);
  write(1, { isUrgent: true });
  expect(calls.slice(10)).toEqual([90, 1]);
  write(5);
  clock.advance(50);
  expect(calls.slice(12)).toEqual([5]);
});

test('requests and responses are never a burst', () => {
  write(1_000, { isUrgent: true });
  expect(calls).toHaveLength(1_000);
  expect(clock.pending).toEqual([]);
});

test('what waits goes when the socket is about to be closed', () => {
  write(100);
  writer.close();
  expect(calls.slice(10)).toEqual([90]);
  expect(clock.pending).toEqual([]);
  write(100);
  expect(calls).toHaveLength(111);
});
