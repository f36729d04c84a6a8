// What is written and shown in a call without a server: everything that is sent arrives after a moment.
import type { Message } from '@parley/protocol';
import { RoomChat } from '../call/chat/RoomChat.ts';
import { systemClock } from '../call/Clock.ts';
import type { MediaSignals } from '../call/MediaSignals.ts';
import { RoomReactions } from '../call/reactions/RoomReactions.ts';
import { SignalingError } from '../call/SignalingError.ts';

const DELAY = 400;
const texts = [
  'Good morning. Can everybody hear me?',
  'Yes, loud and clear 🎉',
  'The notes are at https://example.org/notes/2026-11-21#agenda',
  'Run this first:\n```sh\nnpm ci\nnpm test\n```\nand then `npm start`.',
  'I have to leave at half past; please decide without me about the second point, whichever way it goes.',
  'سلام، صدای شما را خوب می‌شنوم',
  '👍',
  'Thanks',
];

const me = { peerId: 'me', displayName: 'Ana Silva' };

/** @param count How many messages there are already. `people`: the others, by their names. */
export function fakeConversation(count: number, people: readonly { id: string; displayName: string }[]) {
  let sequence = 0;
  const message = (from: Message['from'], text: string, overrides: Partial<Message> = {}): Message => {
    sequence += 1;
    return { id: `m${sequence}`, sequence, sentAt: Date.now() - 60_000, from, text, ...overrides };
  };
  const others = people.map(({ id, displayName }) => ({ peerId: id, displayName }));
  const history = Array.from({ length: count }, (_, index) => {
    const from = index % 3 === 2 ? me : (others[(index >> 1) % others.length] ?? me);
    const to = index % 11 === 5 ? (from === me ? others[0] : me) : undefined;
    return message(from, texts[index % texts.length] ?? '', to && { to });
  });
  const request = async (method: string, data: object) => {
    await new Promise((resolve) => setTimeout(resolve, DELAY));
    if (method !== 'sendMessage') return {};
    const { id, text } = data as { id: string; text: string };
    if (text === 'fail') throw new SignalingError('internal', '');
    return { message: message(me, text, { id, sentAt: Date.now() }) };
  };
  const parts = { clock: systemClock, request: request as MediaSignals['request'] };
  const chat = new RoomChat(parts);
  chat.enter({
    self: { id: me.peerId, displayName: me.displayName, role: 'host', tracks: [] },
    chat: { historyId: 'gallery', page: { messages: history, hasEarlier: count > 0 } },
  });
  return {
    chat,
    reactions: new RoomReactions(parts),
    wrote: (text: string) => message(others[0] ?? me, text),
  };
}
