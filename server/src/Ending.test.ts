import { expect, test } from 'vitest';
import { Ending } from './Ending.ts';
import { FakeClock } from './testing/FakeClock.ts';
import { MemoryLog } from './testing/MemoryLog.ts';

const never = new Promise<void>(() => {});

function begin() {
  const clock = new FakeClock();
  const log = new MemoryLog();
  return { clock, log, ending: new Ending({ clock, log }) };
}

test('an end that comes is in time, and nothing is told of it', async () => {
  const { clock, log, ending } = begin();
  const parts = ending.of({ 'media workers': Promise.resolve(), 'TURN server': undefined });
  expect(await ending.inTime(parts)).toBe(true);
  expect(clock.pending).toEqual([]);
  expect(log.lines).toEqual([]);
});

test('of an end that does not come it is told what it waits for', async () => {
  const { clock, log, ending } = begin();
  const ended = Promise.resolve();
  const inTime = ending.inTime(ending.of({ 'media workers': never, 'TURN server': ended, recorder: never }));
  await ended;
  clock.advance(19_999);
  expect(log.lines).toEqual([]);
  clock.advance(1);
  expect(await inTime).toBe(false);
  expect(log.lines).toMatchObject([{ level: 'error', fields: { waitsFor: ['media workers', 'recorder'] } }]);
});

test('connections are what it waits for before its parts are told', async () => {
  const { clock, log, ending } = begin();
  const inTime = ending.inTime(never);
  clock.advance(20_000);
  expect(await inTime).toBe(false);
  expect(log.lines).toMatchObject([{ fields: { waitsFor: ['connections'] } }]);
});

test('a part that fails is not one that is waited for: the end fails with it', async () => {
  const { clock, ending } = begin();
  const failed = ending.of({ recorder: Promise.reject(new Error('no space left')) });
  await expect(ending.inTime(failed)).rejects.toThrow('no space left');
  expect(clock.pending).toEqual([]);
});
