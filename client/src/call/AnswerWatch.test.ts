import type { types } from 'mediasoup-client';
import { expect, test } from 'vitest';
import { AnswerWatch } from './AnswerWatch.ts';
import { FakeClock } from './testing/FakeClock.ts';
import { turns } from './testing/turns.ts';

function watched() {
  const seen = { quiet: 0, missing: 0 };
  const stats = {
    sound: { type: 'outbound-rtp', kind: 'audio', packetsSent: 0 },
    picture: { type: 'outbound-rtp', kind: 'video', packetsSent: 0 },
    transport: { type: 'transport', selectedCandidatePairId: 'pair' },
    pair: { id: 'pair', type: 'candidate-pair', bytesReceived: 0 },
  };
  const transport = {
    closed: false,
    connectionState: 'connected',
    getStats: async () => new Map(Object.entries(stats)),
  };
  const clock = new FakeClock();
  const watch = new AnswerWatch(transport as unknown as types.Transport, clock, {
    quiet: () => (seen.quiet += 1),
    missing: () => (seen.missing += 1),
  });
  /** Lets time pass, in which things are sent and something comes back or not. */
  const pass = async (duration: number, { pictures = true, answered = true } = {}) => {
    for (let time = 0; time < duration; time += 500) {
      stats.sound.packetsSent += 25;
      if (pictures) stats.picture.packetsSent += 50;
      if (answered) stats.pair.bytesReceived += 100;
      clock.advance(500);
      await turns();
    }
  };
  return { watch, seen, transport, pass };
}

test('what is answered is fine', async () => {
  const { seen, pass } = watched();
  await pass(60_000);
  expect(seen).toEqual({ quiet: 0, missing: 0 });
});

test('a missing answer is unusual at first, and then something is wrong', async () => {
  const { seen, pass } = watched();
  await pass(5_000);
  await pass(500, { answered: false });
  expect(seen).toEqual({ quiet: 1, missing: 0 });
  await pass(1_000, { answered: false });
  expect(seen).toEqual({ quiet: 1, missing: 1 });
  await pass(1_500, { answered: false });
  expect(seen).toEqual({ quiet: 1, missing: 2 });
});

test('an answer ends the doubt', async () => {
  const { seen, pass } = watched();
  await pass(5_000);
  await pass(1_000, { answered: false });
  await pass(500);
  await pass(1_000, { answered: false });
  expect(seen).toEqual({ quiet: 2, missing: 0 });
});

test('sound alone is answered too seldom to miss it', async () => {
  const { seen, pass } = watched();
  await pass(5_000);
  await pass(10_000, { pictures: false, answered: false });
  expect(seen).toEqual({ quiet: 0, missing: 0 });
});

test('a path that ICE has given up already is not doubted', async () => {
  const { seen, transport, pass } = watched();
  await pass(5_000);
  transport.connectionState = 'disconnected';
  await pass(10_000, { answered: false });
  expect(seen).toEqual({ quiet: 0, missing: 0 });
});

test('a closed watch looks no more', async () => {
  const { watch, seen, pass } = watched();
  await pass(5_000);
  watch.close();
  await pass(10_000, { answered: false });
  expect(seen).toEqual({ quiet: 0, missing: 0 });
});
