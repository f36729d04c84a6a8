import { limits, type Message, type MessagePage } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { TestClient } from '../testing/TestClient.ts';
import { testServer } from '../testing/testServer.ts';

async function three() {
  const server = testServer();
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  const cleo = await server.joined({ displayName: 'Cleo' });
  return { ...server, ana, ben, cleo };
}

type Server = ReturnType<typeof testServer>;

const heard = (client: TestClient): Message[] => client.told('messageAdded').map(({ message }) => message);
const textsOf = ({ messages }: MessagePage): string[] => messages.map(({ text }) => text);
const historyOf = (client: TestClient): MessagePage => client.joinedWith.chat.page;

/** Writes so slowly that it may. */
async function write({ clock }: Server, client: TestClient, text: string, id: string): Promise<Message> {
  clock.advance(1000 / limits.messagesPerSecond);
  await client.ask('ping');
  const { message } = await client.request('sendMessage', { id, text });
  return message;
}

test('[CH1] a message reaches everybody as the server took it, and its author by the answer', async () => {
  const { ana, ben, cleo, clock } = await three();
  const { message } = await ana.request('sendMessage', { id: 'm1', text: 'Hello\nall <b>of</b> you' });
  expect(message).toEqual({
    id: 'm1',
    sequence: 1,
    sentAt: clock.now(),
    from: { peerId: ana.id, displayName: 'Ana' },
    text: 'Hello\nall <b>of</b> you',
  });
  expect(heard(ben)).toEqual([message]);
  expect(heard(cleo)).toEqual([message]);
  expect(heard(ana)).toEqual([]);
});

test('[CH1] all have the same order, whoever writes', async () => {
  const { ana, ben, cleo } = await three();
  await Promise.all([
    ana.request('sendMessage', { id: 'm1', text: 'one' }),
    ben.request('sendMessage', { id: 'm1', text: 'two' }),
    ana.request('sendMessage', { id: 'm2', text: 'three' }),
  ]);
  const order = heard(cleo).map(({ sequence }) => sequence);
  expect(order).toEqual([1, 2, 3]);
  expect(new Set(heard(cleo).map(({ text }) => text))).toEqual(new Set(['one', 'two', 'three']));
});

test('[CH2] a message to one person is told, and kept, for the two of them only', async () => {
  const { ana, ben, cleo, connect, joined } = await three();
  await ana.request('sendMessage', { id: 'm1', text: 'psst', to: ben.id });
  await ana.request('sendMessage', { id: 'm2', text: 'hello' });
  expect(heard(ben).map(({ text }) => text)).toEqual(['psst', 'hello']);
  expect(heard(ben)[0]?.to).toEqual({ peerId: ben.id, displayName: 'Ben' });
  expect(heard(cleo).map(({ text }) => text)).toEqual(['hello']);
  for (const one of [ana, ben]) {
    one.loseSocket();
    const { chat } = await connect().resume(one.joinedWith);
    expect(textsOf(chat.page)).toEqual(['psst', 'hello']);
  }
  cleo.loseSocket();
  expect(textsOf((await connect().resume(cleo.joinedWith)).chat.page)).toEqual(['hello']);
  const dora = await joined({ displayName: 'Dora' });
  expect(textsOf(historyOf(dora))).toEqual(['hello']);
  const { page } = await dora.request('earlierMessages', { before: 3 });
  expect(textsOf(page)).toEqual(['hello']);
});

test('[CH2] it waits for whoever is absent, and is refused for whoever is gone, unknown or oneself', async () => {
  const { ana, ben, connect, joined } = await three();
  ben.loseSocket();
  await ana.request('sendMessage', { id: 'm1', text: 'psst', to: ben.id });
  const again = connect();
  await again.resume(ben.joinedWith);
  expect(textsOf(historyOf(again))).toEqual(['psst']);
  await again.request('leave', {});
  const elsewhere = await joined({ room: 'elsewhere' });
  for (const to of [ben.id, elsewhere.id, 'nobody']) {
    expect(await ana.refused('sendMessage', { id: 'm2', text: 'psst', to })).toBe('peer_absent');
  }
  expect(await ana.refused('sendMessage', { id: 'm2', text: 'psst', to: ana.id })).toBe('invalid_request');
  expect(heard(elsewhere)).toEqual([]);
});

test('[CH3] sent again under the same id, also on another socket, it is there once', async () => {
  const { ana, ben, connect } = await three();
  const { message } = await ana.request('sendMessage', { id: 'm1', text: 'once' });
  ana.loseSocket();
  const again = connect();
  await again.resume(ana.joinedWith);
  expect(historyOf(again).messages).toEqual([message]);
  const answer = await again.request('sendMessage', { id: 'm1', text: 'once' });
  expect(answer.message).toEqual(message);
  expect(heard(ben)).toHaveLength(1);
  await ben.request('sendMessage', { id: 'm1', text: 'the same id, another author' });
  expect(heard(again)).toHaveLength(1);
});

test('[CH4] who comes late has the history, also of those who left, under their names', async () => {
  const { ana, ben, joined } = await three();
  await ana.request('sendMessage', { id: 'm1', text: 'before' });
  await ana.request('leave', {});
  const dora = await joined({ displayName: 'Dora' });
  expect(historyOf(dora)).toMatchObject({ messages: [{ text: 'before', from: { displayName: 'Ana' } }] });
  expect(dora.joinedWith.chat.historyId).toBe(ben.joinedWith.chat.historyId);
});

test('[CH4] the history ends with the meeting, and the next one says that it is another', async () => {
  const { joined } = testServer();
  const ana = await joined();
  await ana.request('sendMessage', { id: 'm1', text: 'before' });
  const { historyId } = ana.joinedWith.chat;
  await ana.request('leave', {});
  const ben = await joined();
  expect(historyOf(ben)).toEqual({ messages: [], hasEarlier: false });
  expect(ben.joinedWith.chat.historyId).not.toBe(historyId);
});

test('[CH5] a snapshot has one page, and the others follow on request, without a gap', async () => {
  const server = testServer();
  const ana = await server.joined();
  const count = 2 * limits.messagesPerPage + 10;
  for (let n = 1; n <= count; n += 1) await write(server, ana, `message ${n}`, `m${n}`);
  const ben = await server.joined();
  const pages = [historyOf(ben)];
  for (let page = pages[0]; page?.hasEarlier; page = pages[0]) {
    const before = page.messages[0]?.sequence ?? 0;
    pages.unshift((await ben.request('earlierMessages', { before })).page);
  }
  expect(pages.map(({ messages }) => messages.length)).toEqual([
    10,
    limits.messagesPerPage,
    limits.messagesPerPage,
  ]);
  const all = pages.flatMap(({ messages }) => messages.map(({ sequence }) => sequence));
  expect(all).toEqual(Array.from({ length: count }, (_, index) => index + 1));
});

test('[CH5] long messages fill a page sooner, and each fits into one', async () => {
  const server = testServer();
  const ana = await server.joined();
  const long = '😀'.repeat(limits.messageLength);
  const perPage = Math.floor(limits.messageBytesPerPage / Buffer.byteLength(long));
  for (let n = 1; n <= perPage + 2; n += 1) await write(server, ana, long, `m${n}`);
  const ben = await server.joined();
  expect(historyOf(ben).messages).toHaveLength(perPage);
  expect(historyOf(ben).hasEarlier).toBe(true);
});

test.each([
  ['of long messages as many as their bytes allow', '😀'.repeat(limits.messageLength)],
  ['of short ones a fixed number', 'short'],
])('[CH6] %s are kept, and the oldest go first', async (_what, text) => {
  const server = testServer();
  const ana = await server.joined();
  const fit = Math.min(limits.messagesKept, Math.floor(limits.messageBytesKept / Buffer.byteLength(text)));
  for (let n = 1; n <= fit + 3; n += 1) await write(server, ana, text, `m${n}`);
  const kept: number[] = [];
  for (let before = fit + 4, more = true; more; before = kept[0] ?? 0) {
    server.clock.advance(100);
    const { page } = await ana.request('earlierMessages', { before });
    kept.unshift(...page.messages.map(({ sequence }) => sequence));
    more = page.hasEarlier;
  }
  expect(kept).toEqual(Array.from({ length: fit }, (_, index) => index + 4));
});

test('[CH7] one who writes too fast is told so, on a new socket, too, and is heard again after a while', async () => {
  const { ana, ben, clock, connect } = await three();
  const say = (client: TestClient, id: string) => client.ask('sendMessage', { id, text: 'quick' });
  for (let n = 0; n < limits.messageBurst; n += 1) {
    expect(await say(ana, `m${n}`)).toMatchObject({ ok: true });
  }
  expect(await say(ana, 'more')).toMatchObject({ error: { code: 'too_fast' } });
  ana.loseSocket();
  const again = connect();
  await again.resume(ana.joinedWith);
  expect(await say(again, 'more')).toMatchObject({ error: { code: 'too_fast' } });
  expect(await say(again, 'm1')).toMatchObject({ ok: true });
  expect(await say(ben, 'm1')).toMatchObject({ ok: true });
  clock.advance(1000 / limits.messagesPerSecond);
  expect(await say(again, 'more')).toMatchObject({ ok: true });
  expect(heard(ben)).toHaveLength(limits.messageBurst + 1);
});

test('[CH9] where hosts forbid the chat, they alone write, and everybody reads on', async () => {
  const { ana, ben, cleo } = await three();
  await ben.request('sendMessage', { id: 'm1', text: 'before' });
  await ana.request('setRules', { allowed: ['unmute', 'video', 'shareScreen'] });
  expect(await ben.refused('sendMessage', { id: 'm2', text: 'no more' })).toBe('forbidden');
  await ana.request('sendMessage', { id: 'm1', text: 'thank you' });
  expect(heard(cleo).map(({ text }) => text)).toEqual(['before', 'thank you']);
  const { page } = await ben.request('earlierMessages', { before: 3 });
  expect(textsOf(page)).toEqual(['before', 'thank you']);
});

test.each([
  ['empty', ''],
  ['blank', ' \n\t '],
  ['invisible', '\u200B\u200E'],
  ['a control character', 'a\u0007b'],
  ['a carriage return', 'a\r\nb'],
  ['a direction override', 'a\u202Ecod.exe'],
  ['an isolate', 'a\u2066b'],
  ['half a character', 'a\uD800b'],
  ['a character too long', 'a'.repeat(limits.messageLength + 1)],
])('[CH8] a message that is %s is refused', async (_what, text) => {
  const { ana, ben } = await three();
  expect(await ana.refused('sendMessage', { id: 'm1', text })).toBe('invalid_request');
  expect(heard(ben)).toEqual([]);
});

test.each([
  'a'.repeat(limits.messageLength),
  '👩‍👩‍👧‍👦'.repeat(500),
  'سلام، حالت چطوره؟ می‌خواهم',
  '\tif (a < b) {\n\t\treturn;\n\t}',
  '<script>alert(1)</script> &amp; ${x} `y`',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘',
])('[CH8] what can be written in any script goes through as it is', async (text) => {
  const { ana, ben } = await three();
  await ana.request('sendMessage', { id: 'm1', text });
  expect(heard(ben)[0]?.text).toBe(text);
});

test('[CH8] a pattern that takes long to fail is no way to stop the server', async () => {
  const { ana } = await three();
  const startedAt = performance.now();
  for (const text of [' ', 'a', '\u200B'].map((one) => `${one.repeat(limits.messageLength - 1)}\u0007`)) {
    expect(await ana.refused('sendMessage', { id: 'm1', text })).toBe('invalid_request');
  }
  expect(performance.now() - startedAt).toBeLessThan(100);
});

test('[LM1] a message of 1 MB closes the socket of its author, and nobody else hears of it', async () => {
  const { ana, ben } = await three();
  void ana.ask('sendMessage', { id: 'm1', text: 'a'.repeat(1024 * 1024) });
  expect(ana.closed?.reason).toBe('frame_too_large');
  expect(heard(ben)).toEqual([]);
  expect(ben.closed).toBeUndefined();
});

test('[LM6] no message reaches the log', async () => {
  const { ana, ben, logged } = await three();
  await ana.request('sendMessage', { id: 'm1', text: 'confidential' });
  await ana.request('sendMessage', { id: 'm2', text: 'confidential', to: ben.id });
  await ana.refused('sendMessage', { id: 'm3', text: 'confidential\u0007' });
  expect(logged.length).toBeGreaterThan(3);
  expect(JSON.stringify(logged)).not.toContain('confidential');
});
