import { limits } from '@parley/protocol/constants';
import type { Message } from '@parley/protocol';
import { expect, test } from 'vitest';
import { snapshot } from '../testing/fakeCall.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { FakeRequests } from '../testing/FakeRequests.ts';
import { RoomChat } from './RoomChat.ts';

function scene() {
  const requests = new FakeRequests();
  const clock = new FakeClock();
  const chat = new RoomChat({ clock, request: requests.request });
  let sequence = 0;
  const taken = (text: string, overrides: Partial<Message> = {}): Message => ({
    id: String((sequence += 1)),
    sequence,
    sentAt: 5_000 + sequence,
    from: { peerId: 'ann', displayName: 'Ann' },
    text,
    ...overrides,
  });
  const fromBen = (text: string) => taken(text, { from: { peerId: 'ben', displayName: 'Ben' } });
  const enter = (messages: Message[] = [], { historyId = 'one', hasEarlier = false } = {}) =>
    chat.enter(snapshot({ chat: { historyId, page: { messages, hasEarlier } } }));
  const lines = () => chat.get().entries.map(({ text, delivery }) => `${text}: ${delivery}`);
  return { chat, requests, clock, taken, fromBen, enter, lines };
}

test('one’s own message is there at once, waits for its turn, and keeps its key', async () => {
  const { chat, requests, taken, enter, lines } = scene();
  chat.send('\n Hello\r\n');
  chat.send('\u202Ethere\u0007');
  expect(lines()).toEqual([' Hello: pending', 'there: pending']);
  expect(requests.asked).toEqual([]);
  const keys = chat.get().entries.map(({ key }) => key);
  enter();
  expect(requests.waiting).toBe(1);
  await requests.answer({ message: taken(' Hello') });
  expect(lines()).toEqual([' Hello: sent', 'there: pending']);
  await requests.answer({ message: taken('there') });
  expect(lines()).toEqual([' Hello: sent', 'there: sent']);
  expect(chat.get().entries.map(({ key }) => key)).toEqual(keys);
});

test('blank or too long text is no message', () => {
  const { chat, enter } = scene();
  enter();
  for (const text of ['', ' \n ', '\u200B', 'a'.repeat(limits.messageLength + 1)]) chat.send(text);
  expect(chat.get().entries).toEqual([]);
  chat.send('😀'.repeat(limits.messageLength));
  expect(chat.get().entries).toHaveLength(1);
});

test('[CH3] what was on its way when the socket was lost is sent again, under its id, before what came after', async () => {
  const { chat, requests, taken, enter, lines } = scene();
  enter();
  chat.send('one');
  chat.send('two');
  await requests.refuse('disconnected');
  expect(lines()).toEqual(['one: pending', 'two: pending']);
  expect(requests.waiting).toBe(0);
  enter();
  expect(requests.next.data).toEqual({ id: '1', text: 'one' });
  await requests.answer({ message: taken('one') });
  await requests.answer({ message: taken('two') });
  expect(lines()).toEqual(['one: sent', 'two: sent']);
});

test('[CH3] what the server has already is not sent again', async () => {
  const { chat, requests, taken, enter, lines } = scene();
  enter();
  chat.send('one');
  await requests.refuse('disconnected');
  enter([taken('one')]);
  expect(requests.waiting).toBe(0);
  expect(lines()).toEqual(['one: sent']);
});

test('[CH7] a message that comes too fast waits a little', async () => {
  const { chat, requests, clock, taken, enter, lines } = scene();
  enter();
  chat.send('one');
  await requests.refuse('too_fast');
  expect(lines()).toEqual(['one: pending']);
  clock.advance(1_000);
  await requests.answer({ message: taken('one') });
  expect(lines()).toEqual(['one: sent']);
});

test('a message that is not taken says so, holds up nothing, and can be tried again or thrown away', async () => {
  const { chat, requests, taken, enter, lines } = scene();
  enter();
  chat.send('psst', { id: 'ben', displayName: 'Ben' });
  chat.send('hello');
  expect(requests.next.data).toEqual({ id: '1', text: 'psst', to: 'ben' });
  await requests.refuse('peer_absent');
  await requests.refuse('forbidden');
  expect(lines()).toEqual(['psst: receiver_gone', 'hello: forbidden']);
  chat.retry('self/2');
  await requests.refuse('internal');
  expect(lines()).toEqual(['psst: receiver_gone', 'hello: refused']);
  chat.discard('self/1');
  chat.retry('self/2');
  expect(lines()).toEqual(['hello: pending']);
  await requests.answer({ message: taken('hello', { id: '2' }) });
  expect(lines()).toEqual(['hello: sent']);
});

test('unread is what others wrote since one came, until it is read', () => {
  const { chat, fromBen, taken, enter } = scene();
  enter([fromBen('before')]);
  expect(chat.get()).toMatchObject({ unread: 0, latest: undefined });
  chat.added(fromBen('one'));
  chat.added(fromBen('two'));
  chat.added(taken('my own, from another life', { from: { peerId: 'ann', displayName: 'Ann' } }));
  expect(chat.get().unread).toBe(2);
  chat.setReading(true);
  expect(chat.get().unread).toBe(0);
  chat.added(fromBen('three'));
  chat.setReading(false);
  expect(chat.get().unread).toBe(0);
  chat.added(fromBen('four'));
  expect(chat.get()).toMatchObject({ unread: 1, latest: { text: 'four' } });
});

test('[RS2] what was missed is unread, and news', () => {
  const { chat, fromBen, enter } = scene();
  const known = fromBen('known');
  enter([known]);
  enter([known, fromBen('missed')]);
  expect(chat.get()).toMatchObject({ unread: 1, latest: { text: 'missed' } });
  enter([fromBen('in a new meeting')], { historyId: 'two' });
  expect(chat.get().entries.map(({ text }) => text)).toEqual(['known', 'missed', 'in a new meeting']);
  expect(chat.get().unread).toBe(1);
});

test('[CH5] earlier messages are asked for once at a time', async () => {
  const { chat, requests, fromBen, enter } = scene();
  const [first, second, third] = [fromBen('first'), fromBen('second'), fromBen('third')];
  enter([third], { hasEarlier: true });
  chat.loadEarlier();
  chat.loadEarlier();
  expect(chat.get().loadingEarlier).toBe(true);
  expect(requests.waiting).toBe(1);
  await requests.refuse('disconnected');
  expect(chat.get()).toMatchObject({ loadingEarlier: false, hasEarlier: true });
  chat.loadEarlier();
  await requests.answer({ page: { messages: [first, second], hasEarlier: false } });
  expect(chat.get().entries.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
  expect(chat.get()).toMatchObject({ hasEarlier: false, unread: 0 });
});
