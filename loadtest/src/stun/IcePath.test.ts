import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { IcePath } from './IcePath.ts';

const password = 'secret';

function setUp(candidates: readonly string[] = ['a']) {
  const clock = new FakeClock();
  const sent: { bytes: Buffer; candidate: string; at: number }[] = [];
  const events: string[] = [];
  const path = new IcePath<string>({
    remote: { usernameFragment: 'them', password },
    candidates,
    clock,
    send: (bytes, candidate) => sent.push({ bytes, candidate, at: clock.now() - 1_000_000 }),
    connected: (candidate) => events.push(`connected ${candidate}`),
    failed: () => events.push('failed'),
  });
  path.start();
  return { clock, sent, events, path };
}

function answerTo(check: Buffer): Buffer {
  const answer = Buffer.alloc(44);
  answer.writeUInt16BE(0x0101, 0);
  answer.writeUInt16BE(24, 2);
  check.copy(answer, 4, 4, 20);
  answer.writeUInt32BE(0x00080014, 20);
  createHmac('sha1', password).update(answer.subarray(0, 20)).digest().copy(answer, 24);
  return answer;
}

test('a check is repeated, less and less often, until it is answered', () => {
  const { clock, sent, events, path } = setUp();
  clock.advance(800);
  expect(sent.map(({ at }) => at)).toEqual([0, 100, 300, 700]);
  path.received(answerTo(sent[2]?.bytes ?? Buffer.alloc(0)));
  expect(events).toEqual(['connected a']);
  expect(path.roundTrip).toBe(500);
  clock.advance(2_000);
  expect(sent).toHaveLength(4);
});

test('candidates are tried in turn, and the one that answers is taken', () => {
  const { clock, sent, events, path } = setUp(['a', 'b']);
  clock.advance(150);
  expect(sent.map(({ candidate }) => candidate)).toEqual(['a', 'b']);
  path.received(answerTo(sent[1]?.bytes ?? Buffer.alloc(0)));
  expect(events).toEqual(['connected b']);
});

test('who does not answer for 10 s has failed', () => {
  const { clock, events } = setUp();
  clock.advance(12_000);
  expect(events).toEqual(['failed']);
  expect(clock.pending).toBe(0);
});

test('consent is asked for every five seconds or so, and without it the path is lost after 30 s', () => {
  const { clock, sent, events, path } = setUp();
  path.received(answerTo(sent[0]?.bytes ?? Buffer.alloc(0)));
  for (let n = 0; n < 10; n += 1) {
    const before = sent.length;
    clock.advance(6_000);
    expect(sent.length).toBeGreaterThan(before);
    for (const { bytes } of sent.slice(before)) path.received(answerTo(bytes));
  }
  expect(events).toEqual(['connected a']);
  clock.advance(40_000);
  expect(events).toEqual(['connected a', 'failed']);
});

test('an answer to nothing that was asked, and one that is not signed, count for nothing', () => {
  const { sent, events, path } = setUp();
  const answer = answerTo(sent[0]?.bytes ?? Buffer.alloc(0));
  const foreign = Buffer.from(answer);
  foreign.writeUInt8(foreign.readUInt8(10) ^ 1, 10);
  path.received(foreign);
  const unsigned = Buffer.from(answer.subarray(0, 20));
  unsigned.writeUInt16BE(0, 2);
  path.received(unsigned);
  expect(events).toEqual([]);
});
