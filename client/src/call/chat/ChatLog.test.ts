import type { Message } from '@parley/protocol';
import { expect, test } from 'vitest';
import { emptyLog, withEarlier, withMessage, withSnapshot, type ChatLog } from './ChatLog.ts';

const message = (sequence: number, overrides: Partial<Message> = {}): Message => ({
  id: `m${sequence}`,
  sequence,
  sentAt: sequence * 1000,
  from: { peerId: 'ben', displayName: 'Ben' },
  text: `text ${sequence}`,
  ...overrides,
});

function snapshotOf(log: ChatLog, sequences: number[], { hasEarlier = false, historyId = 'one' } = {}) {
  const messages = sequences.map((sequence) => message(sequence));
  return withSnapshot(log, { historyId, page: { messages, hasEarlier } }, 'ann');
}

const sequences = ({ sent }: ChatLog): number[] => sent.map(({ sequence }) => sequence);

test('[CH4] the snapshot is what there is', () => {
  const log = snapshotOf(emptyLog, [3, 4], { hasEarlier: true });
  expect(sequences(log)).toEqual([3, 4]);
  expect(log.hasEarlier).toBe(true);
});

test('[CH1] messages stand in the order of the server, each once', () => {
  let log = snapshotOf(emptyLog, [1]);
  for (const sequence of [4, 2, 4, 3]) log = withMessage(log, message(sequence), 'ann');
  expect(sequences(log)).toEqual([1, 2, 3, 4]);
});

test('what is one’s own, or to oneself, is known as such', () => {
  const own = message(1, { from: { peerId: 'ann', displayName: 'Ann' } });
  const [entry] = withMessage(emptyLog, own, 'ann').sent;
  expect(entry).toMatchObject({ isOwn: true, key: 'self/m1', from: { id: 'self', displayName: 'Ann' } });
  const toMe = message(2, { to: { peerId: 'ann', displayName: 'Ann' } });
  expect(withMessage(emptyLog, toMe, 'ann').sent[0]).toMatchObject({ isOwn: false, to: { id: 'self' } });
});

test('[RS2] a new snapshot continues what was known, without anything twice', () => {
  const before = snapshotOf(emptyLog, [1, 2, 3]);
  const log = snapshotOf(before, [2, 3, 4], { hasEarlier: true });
  expect(sequences(log)).toEqual([1, 2, 3, 4]);
  expect(log.hasEarlier).toBe(false);
  expect(log.sent[1]).toBe(before.sent[1]);
});

test('[RS2] after a gap it replaces what was known, which is to be had from the server', () => {
  const log = snapshotOf(snapshotOf(emptyLog, [1, 2]), [7, 8], { hasEarlier: true });
  expect(sequences(log)).toEqual([7, 8]);
  expect(log.hasEarlier).toBe(true);
});

test('[CH5] earlier pages come before', () => {
  const log = snapshotOf(emptyLog, [5, 6], { hasEarlier: true });
  const page = { messages: [message(3), message(4)], hasEarlier: true };
  const more = withEarlier(log, { before: 5, page, selfId: 'ann' });
  expect(sequences(more)).toEqual([3, 4, 5, 6]);
  expect(more.hasEarlier).toBe(true);
  expect(withEarlier(more, { before: 5, page, selfId: 'ann' })).toBe(more);
});

test('[CH4] of a server that was restarted, what was known stays, and what is sent again moves', () => {
  const before = snapshotOf(emptyLog, [1, 2]);
  const restarted = snapshotOf(before, [], { historyId: 'two' });
  expect(restarted.sent).toEqual([]);
  expect(restarted.past).toEqual(before.sent);
  const log = withMessage(restarted, message(1, { id: 'm2' }), 'ann');
  expect(log.past.map(({ key }) => key)).toEqual(['ben/m1']);
  expect(log.sent.map(({ key }) => key)).toEqual(['ben/m2']);
});
