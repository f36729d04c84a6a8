import { expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { turns } from '../testing/turns.ts';
import { StatisticsWatch } from './StatisticsWatch.ts';

function watch() {
  const clock = new FakeClock();
  let bytes = 0;
  let connected = true;
  const watched = new StatisticsWatch({
    clock,
    reports: async () => {
      if (!connected) return [];
      bytes += 1_000;
      const entry = { id: 'in', type: 'inbound-rtp', kind: 'audio', ssrc: 1, bytesReceived: bytes };
      return [new Map([['in', { ...entry, packetsReceived: bytes / 100, timestamp: clock.now() }]])];
    },
  });
  const pass = async (readings: number) => {
    for (let n = 0; n < readings; n += 1) {
      clock.advance(2_000);
      await turns();
    }
  };
  return { watched, pass, disconnect: () => (connected = false) };
}

test('a reading every two seconds, of what was since the one before, for two minutes', async () => {
  const { watched, pass } = watch();
  watched.start();
  watched.start();
  await pass(1);
  expect(watched.history.get()).toEqual([]);
  await pass(70);
  const history = watched.history.get();
  expect(history).toHaveLength(60);
  expect(history.at(-1)?.received).toMatchObject([{ kind: 'audio', bitrate: 4_000, loss: 0 }]);
  expect((history.at(-1)?.at ?? 0) - (history[0]?.at ?? 0)).toBe(59 * 2_000);
});

test('while there is no connection nothing is kept, and nothing is wrong', async () => {
  const { watched, pass, disconnect } = watch();
  watched.start();
  await pass(3);
  disconnect();
  await pass(3);
  expect(watched.history.get()).toHaveLength(2);
  expect(watched.trouble.get()).toBeUndefined();
});

test('after its end nothing is read', async () => {
  const { watched, pass } = watch();
  watched.start();
  await pass(2);
  watched.close();
  await pass(2);
  expect(watched.history.get()).toHaveLength(1);
});
