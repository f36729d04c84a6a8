import { expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { FakeRequests } from '../testing/FakeRequests.ts';
import { RoomReactions } from './RoomReactions.ts';

function scene() {
  const requests = new FakeRequests();
  const clock = new FakeClock();
  const reactions = new RoomReactions({ clock, request: requests.request });
  const of = (id: string) => reactions.of(id).map(({ reaction }) => reaction);
  return { reactions, requests, clock, of };
}

test('one’s own is shown at once, and not a second time when the server tells it', async () => {
  const { reactions, requests, of } = scene();
  reactions.react('👍');
  expect(of('self')).toEqual(['👍']);
  reactions.told({ reactions: [{ peerId: 'ann', reaction: '👍' }] }, 'ann');
  expect(of('self')).toEqual(['👍']);
  await requests.refuse('too_fast');
  expect(of('self')).toEqual(['👍']);
});

test('a reaction is shown for a while, with whoever made it, and touches nobody else', () => {
  const { reactions, clock, of } = scene();
  const seen: string[] = [];
  reactions.watch((id, reaction) => seen.push(`${id} ${reaction}`));
  reactions.told({ reactions: [{ peerId: 'ben', reaction: '🎉' }] }, 'ann');
  const before = reactions.of('ben');
  clock.advance(3_000);
  reactions.told({ reactions: [{ peerId: 'cleo', reaction: '👏' }] }, 'ann');
  expect(reactions.of('ben')).toBe(before);
  clock.advance(1_000);
  expect(of('ben')).toEqual([]);
  expect(of('cleo')).toEqual(['👏']);
  expect(seen).toEqual(['ben 🎉', 'cleo 👏']);
});

test('of a storm the last few are shown', () => {
  const { reactions, of } = scene();
  const storm = Array.from({ length: 20 }, () => ({ peerId: 'ben', reaction: '👍' as const }));
  reactions.told({ reactions: [...storm, { peerId: 'ben', reaction: '🎉' }] }, 'ann');
  expect(of('ben')).toEqual(['👍', '👍', '👍', '👍', '🎉']);
});

test('after the call nothing is left to be done', () => {
  const { reactions, clock } = scene();
  reactions.react('👍');
  let changes = 0;
  reactions.subscribe(() => (changes += 1));
  reactions.close();
  clock.advance(60_000);
  expect(changes).toBe(0);
});
