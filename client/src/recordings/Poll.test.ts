import { expect, test } from 'vitest';
import { FakeClock } from '../call/testing/FakeClock.ts';
import { turns } from '../call/testing/turns.ts';
import { WatchedValue } from '../call/WatchedValue.ts';
import { Poll } from './Poll.ts';
import { RecordingsError, type RecordingsErrorCode } from './RecordingsError.ts';

/** A server that answers with what is put there, and counts. */
function setUp() {
  const clock = new FakeClock();
  const visible = new WatchedValue(true);
  const server: { answer: number | RecordingsErrorCode; asked: number } = { answer: 0, asked: 0 };
  const poll = new Poll<number>({
    clock,
    visible,
    // Until it is whole.
    isMoving: (answer) => answer < 1,
    ask: async () => {
      server.asked += 1;
      if (typeof server.answer === 'string') throw new RecordingsError(server.answer, '');
      return server.answer;
    },
  });
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await turns();
  };
  return { poll, server, visible, pass };
}

const there = (answer: number, stale = false) => ({ state: 'there', answer, stale });

test('[PG5] while something is on its way it is asked for every two seconds, and then no more', async () => {
  const { poll, server, pass } = setUp();
  expect(poll.get()).toEqual({ state: 'asking' });
  poll.start();
  await turns();
  expect(poll.get()).toEqual(there(0));
  server.answer = 0.5;
  await pass(1_999);
  expect(server.asked).toBe(1);
  await pass(1);
  expect(poll.get()).toEqual(there(0.5));
  server.answer = 1;
  await pass(2_000);
  expect(poll.get()).toEqual(there(1));
  await pass(60_000);
  expect(server.asked).toBe(3);
  // A ticket does not last for ever.
  await pass(3_600_000);
  expect(server.asked).toBe(4);
});

test('[PG5] nothing is asked for while nobody looks, and at once when somebody does again', async () => {
  const { poll, server, visible, pass } = setUp();
  poll.start();
  await turns();
  visible.set(false);
  await pass(60_000);
  expect(server.asked).toBe(1);
  visible.set(true);
  await pass(0);
  expect(server.asked).toBe(2);
});

test('[PG5] what was known stays while the server cannot be reached, which is tried on', async () => {
  const { poll, server, pass } = setUp();
  server.answer = 1;
  poll.start();
  await turns();
  server.answer = 'unreachable';
  await poll.refresh();
  expect(poll.get()).toEqual(there(1, true));
  server.answer = 1;
  await pass(2_000);
  expect(poll.get()).toEqual(there(1));
});

test('[PG5] what is not there any more is gone, and is not asked for again', async () => {
  const { poll, server, pass } = setUp();
  poll.start();
  await turns();
  server.answer = 'not_found';
  await pass(2_000);
  expect(poll.get()).toEqual({ state: 'failed', code: 'not_found' });
  await pass(60_000);
  expect(server.asked).toBe(2);
});

test('[PG5] an answer that comes after a newer question, or after the end, changes nothing', async () => {
  const answers: PromiseWithResolvers<number>[] = [];
  const poll = new Poll<number>({
    clock: new FakeClock(),
    visible: new WatchedValue(true),
    isMoving: () => true,
    ask: () => {
      const answer = Promise.withResolvers<number>();
      answers.push(answer);
      return answer.promise;
    },
  });
  const stop = poll.start();
  void poll.refresh();
  answers[1]?.resolve(2);
  await turns();
  answers[0]?.resolve(1);
  await turns();
  expect(poll.get()).toEqual(there(2));
  void poll.refresh();
  stop();
  answers[2]?.resolve(3);
  await turns();
  expect(poll.get()).toEqual(there(2));
});
