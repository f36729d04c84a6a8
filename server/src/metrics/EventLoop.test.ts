import { setTimeout as pass } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { EventLoop } from './EventLoop.ts';

test('the lag is measured from one reading to the next, and not when nobody reads any more', async () => {
  const clock = new FakeClock();
  const loop = new EventLoop(clock);
  expect((await loop.readings()).parley_event_loop_lag_seconds).toEqual([]);
  // Its timer has to have run, and then to be late.
  await pass(60);
  const until = performance.now() + 150;
  while (performance.now() < until);
  await pass(60);
  const lag = (await loop.readings()).parley_event_loop_lag_seconds ?? [];
  expect(lag.map(([quantile]) => quantile)).toEqual(['0.5', '0.9', '0.99']);
  expect(lag.at(-1)?.[1]).toBeGreaterThan(0.1);
  clock.advance(120_000);
  expect((await loop.readings()).parley_event_loop_lag_seconds).toEqual([]);
  loop.close();
});

test('a loop that works is busy', async () => {
  const loop = new EventLoop(new FakeClock());
  loop.busy();
  const until = performance.now() + 50;
  while (performance.now() < until);
  await pass(1);
  expect(loop.busy()).toBeGreaterThan(0.5);
});
