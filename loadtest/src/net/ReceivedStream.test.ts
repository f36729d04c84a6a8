import { expect, test } from 'vitest';
import { Recorder } from '../measure/Recorder.ts';
import { ReceivedStream } from './ReceivedStream.ts';

function setUp() {
  const recorder = new Recorder();
  const stream = new ReceivedStream({ ssrc: 1, clockRate: 90_000, recorder });
  const receive = (...sequences: number[]) => {
    for (const sequence of sequences) stream.received(sequence, 100, 1_000, 5);
  };
  return { recorder, stream, receive };
}

test('what did not come is expected all the same', () => {
  const { recorder, receive } = setUp();
  receive(10, 11, 13, 14);
  expect(recorder.counts).toMatchObject({ expected: 5, received: 4, duplicates: 0, reordered: 0 });
});

test('what came late without being asked for was out of order, and what came twice is a duplicate', () => {
  const { recorder, receive } = setUp();
  receive(10, 12, 11, 11, 12);
  expect(recorder.counts).toMatchObject({ expected: 3, received: 3, duplicates: 2, reordered: 1 });
});

test('sequence numbers wrap, also backwards, and the roll-over counter with them', () => {
  const { recorder, stream, receive } = setUp();
  receive(65_534, 65_535, 1, 0);
  expect(recorder.counts).toMatchObject({ expected: 4, received: 4, reordered: 1 });
  expect(stream.rollOver(2) - stream.rollOver(65_535)).toBe(1);
});

test('what is lost is asked for, again after a round trip, and given up after ten times', () => {
  const { recorder, stream, receive } = setUp();
  receive(10, 12);
  expect(stream.toAskFor(1_000, 60)).toEqual({ asked: [11], hasGivenUp: false });
  expect(stream.toAskFor(1_059, 60).asked).toEqual([]);
  for (let n = 1; n < 10; n += 1) expect(stream.toAskFor(1_000 + n * 60, 60).asked).toEqual([11]);
  expect(stream.toAskFor(2_000, 60)).toEqual({ asked: [], hasGivenUp: true });
  expect(stream.hasMissing).toBe(false);
  expect(recorder.counts).toMatchObject({ expected: 3, received: 2, recovered: 0 });
});

test('what was asked for and came, on a stream of its own or on the same, is recovered', () => {
  const { recorder, stream, receive } = setUp();
  receive(10, 13);
  stream.toAskFor(1_000, 0);
  stream.retransmitted(11);
  stream.retransmitted(11);
  receive(12);
  expect(recorder.counts).toMatchObject({ expected: 4, received: 2, recovered: 2, reordered: 0 });
});

test('a receiver report has what was lost since the one before', () => {
  const { stream, receive } = setUp();
  receive(10, 11, 12, 13);
  expect(stream.reportBlock(2_000)).toMatchObject({ fractionLost: 0, cumulativeLost: 0, lastReport: 0 });
  stream.senderReported(0x1234_5678, 2_000);
  receive(15, 17);
  const block = stream.reportBlock(2_500);
  expect(block).toMatchObject({ fractionLost: 128, cumulativeLost: 2, lastReport: 0x1234_5678 });
  expect(block.sinceLastReport).toBe(32_768);
  expect(block.highest & 0xffff).toBe(17);
});
