import { enhancedEvents, type types } from 'mediasoup-client';
import { expect, test } from 'vitest';
import type { MediaSignals } from './MediaSignals.ts';
import { PathWatch } from './PathWatch.ts';
import { SignalingError } from './SignalingError.ts';
import { FakeClock } from './testing/FakeClock.ts';
import { turns } from './testing/turns.ts';

function watched({ offline = false } = {}) {
  const seen = { asked: 0, restarted: 0, changes: 0, doubts: 0 };
  const events = new enhancedEvents.EnhancedEventEmitter();
  const transport = Object.assign(events, {
    id: 'transport',
    closed: false,
    connectionState: 'connected',
    restartIce: async () => void (seen.restarted += 1),
  }) as unknown as types.Transport;
  const network = { offline };
  const signals = {
    request: async () => {
      seen.asked += 1;
      if (network.offline) throw new SignalingError('disconnected', '');
      return { iceParameters: {} };
    },
    changed: () => (seen.changes += 1),
    doubt: () => (seen.doubts += 1),
    failed: () => undefined,
  } as unknown as MediaSignals;
  const clock = new FakeClock();
  const watch = new PathWatch(transport, signals, clock);
  const move = async (state: types.ConnectionState) => {
    transport.emit('connectionstatechange', state);
    await turns();
  };
  const pass = async (duration: number) => {
    clock.advance(duration);
    await turns();
  };
  return { watch, seen, network, move, pass };
}

test('a short interruption shows, and mends itself', async () => {
  const { watch, seen, move, pass } = watched();
  await move('connected');
  await move('disconnected');
  expect(watch.broken).toBe(true);
  await pass(900);
  await move('connected');
  await pass(60_000);
  expect(watch.broken).toBe(false);
  expect(seen).toEqual({ asked: 0, restarted: 0, changes: 2, doubts: 1 });
});

test('a second without packets restarts ICE, and again until they come', async () => {
  const { seen, move, pass } = watched();
  await move('disconnected');
  await pass(1_000);
  expect(seen.restarted).toBe(1);
  await pass(5_000);
  expect(seen.restarted).toBe(2);
  await move('connected');
  await pass(60_000);
  expect(seen.restarted).toBe(2);
});

test('a failed path restarts ICE at once', async () => {
  const { seen, move } = watched();
  await move('failed');
  expect(seen.restarted).toBe(1);
});

test('while nobody can be asked it tries on, and at once when told that it is a good time', async () => {
  const { watch, seen, network, move, pass } = watched({ offline: true });
  await move('failed');
  await pass(2_000);
  expect(seen).toMatchObject({ asked: 2, restarted: 0 });
  network.offline = false;
  watch.retry();
  await turns();
  expect(seen).toMatchObject({ asked: 3, restarted: 1 });
});

test('a first connection that takes more than five seconds shows as broken', async () => {
  const { watch, move, pass } = watched();
  await move('connecting');
  await pass(4_999);
  expect(watch.broken).toBe(false);
  await pass(1);
  expect(watch.broken).toBe(true);
});

test('a restart that could not be asked for is made up for when the signaling is back', async () => {
  const { watch, seen, network, move } = watched({ offline: true });
  await move('connected');
  watch.restart();
  await turns();
  expect(seen).toMatchObject({ asked: 1, restarted: 0 });
  network.offline = false;
  watch.retry();
  await turns();
  watch.retry();
  await turns();
  expect(seen).toMatchObject({ asked: 2, restarted: 1 });
});
