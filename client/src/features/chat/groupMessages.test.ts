import { expect, it } from 'vitest';
import type { ChatEntry } from '../../call/chat/ChatState.ts';
import { groupMessages } from './groupMessages.ts';

let count = 0;

function entry(from: string, { to, sentAt = 0 }: { to?: string; sentAt?: number } = {}): ChatEntry {
  count += 1;
  const person = (id: string) => ({ id, displayName: id });
  return {
    key: `${from}/${count}`,
    from: person(from),
    to: to === undefined ? undefined : person(to),
    isOwn: false,
    text: '',
    sentAt,
    delivery: 'sent',
  };
}

const sizes = (entries: ChatEntry[]) => groupMessages(entries).map((group) => group.entries.length);

it('what one person writes in a row stands together', () => {
  expect(sizes([entry('ann'), entry('ann'), entry('ben'), entry('ann')])).toEqual([2, 1, 1]);
});

it('but not to other people, nor after a pause', () => {
  expect(sizes([entry('ann'), entry('ann', { to: 'ben' }), entry('ann', { to: 'ben' })])).toEqual([1, 2]);
  expect(sizes([entry('ann'), entry('ann', { sentAt: 299_999 }), entry('ann', { sentAt: 700_000 })])).toEqual(
    [2, 1],
  );
});

it('a group that did not change is the same one', () => {
  const entries = [entry('ann'), entry('ben')];
  const before = groupMessages(entries);
  const after = groupMessages([...entries, entry('ben')], before);
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  expect(after[1]?.key).toBe(before[1]?.key);
});
