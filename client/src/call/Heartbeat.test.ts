import { expect, test } from 'vitest';
import { Heartbeat } from './Heartbeat.ts';
import { FakeClock } from './testing/FakeClock.ts';

function heartbeat() {
  const clock = new FakeClock();
  const seen = { pings: 0, dead: 0 };
  const beat = new Heartbeat(clock, { ping: () => (seen.pings += 1), dead: () => (seen.dead += 1) }, 5_000);
  return { clock, seen, beat };
}

test('a socket that never says welcome is dead after the patience for opening', () => {
  const { clock, seen } = heartbeat();
  clock.advance(4_999);
  expect(seen).toEqual({ pings: 0, dead: 0 });
  clock.advance(1);
  expect(seen).toEqual({ pings: 0, dead: 1 });
});

test('a socket that answers lives, with a ping every five seconds', () => {
  const { clock, seen, beat } = heartbeat();
  for (let second = 0; second < 60; second += 1) {
    beat.heard();
    clock.advance(1_000);
  }
  expect(seen).toEqual({ pings: 12, dead: 0 });
});

test('after a sleep the server is asked before it is taken for dead', () => {
  const { clock, seen, beat } = heartbeat();
  beat.heard();
  clock.sleep(3_600_000);
  expect(seen.dead).toBe(0);
  expect(seen.pings).toBeGreaterThan(0);
  clock.advance(4_000);
  expect(seen.dead).toBe(1);
});

test('an answer after a sleep restores the usual patience', () => {
  const { clock, seen, beat } = heartbeat();
  beat.heard();
  clock.sleep(60_000);
  beat.heard();
  clock.advance(11_000);
  expect(seen.dead).toBe(0);
});

test('a probe asks at once and waits four seconds', () => {
  const { clock, seen, beat } = heartbeat();
  beat.heard();
  beat.probe();
  expect(seen.pings).toBe(1);
  clock.advance(4_000);
  expect(seen.dead).toBe(1);
});

test('a hasty probe waits one second, also when another is under way', () => {
  const { clock, seen, beat } = heartbeat();
  beat.heard();
  beat.probe();
  beat.probe({ hasty: true });
  beat.probe();
  expect(seen.pings).toBe(2);
  clock.advance(1_000);
  expect(seen.dead).toBe(1);
});

test('a stopped heartbeat is silent', () => {
  const { clock, seen, beat } = heartbeat();
  beat.heard();
  beat.stop();
  beat.heard();
  clock.advance(60_000);
  expect(seen).toEqual({ pings: 0, dead: 0 });
});
