import { PROTOCOL_VERSION } from '@parley/protocol';
import { expect, test } from 'vitest';
import { settle, testServer } from '../testing/testServer.ts';

test('[FR1] the first frame on a socket is the welcome, unasked', () => {
  const { connect, sfu } = testServer();
  expect(connect().frames).toEqual([
    {
      kind: 'notification',
      method: 'welcome',
      data: { protocolVersion: PROTOCOL_VERSION, routerRtpCapabilities: sfu.routerRtpCapabilities },
    },
  ]);
});

test('[FR2] every request gets one response with its id', async () => {
  const client = testServer().connect();
  await Promise.all([client.ask('ping'), client.ask('nonsense'), client.ask('leave'), client.ask('ping')]);
  const responses = client.frames.filter((frame) => frame.kind === 'response');
  expect(responses.map(({ id, ok }) => ({ id, ok }))).toEqual([
    { id: 1, ok: true },
    { id: 2, ok: false },
    { id: 3, ok: false },
    { id: 4, ok: true },
  ]);
});

test('[FR3] a request waits for those before it, however long they take', async () => {
  const { connect, sfu } = testServer();
  const client = connect();
  const gate = sfu.holdNext('createTransport');
  const joining = client.join();
  const pinging = client.ask('ping');
  await expect.poll(() => gate.reached).toBe(true);
  await settle();
  expect(client.frames.filter((frame) => frame.kind === 'response')).toEqual([]);
  gate.release();
  await Promise.all([joining, pinging]);
  expect(client.frames.filter((frame) => frame.kind === 'response').map(({ id }) => id)).toEqual([1, 2]);
});

test('[FR4] data that does not fit its schema is refused, and so is a method that does not exist', async () => {
  const client = testServer().connect();
  expect(await client.refused('ping', { extra: 1 })).toBe('invalid_request');
  expect(await client.refused('join', { room: 7 })).toBe('invalid_request');
  expect(await client.refused('join')).toBe('invalid_request');
  expect(await client.refused('dance')).toBe('unknown_method');
  expect(await client.refused('__proto__')).toBe('unknown_method');
  expect(await client.refused('constructor')).toBe('unknown_method');
  expect(client.closed).toBeUndefined();
});

test.each([
  ['no JSON', 'hello'],
  ['nothing', ''],
  ['an array', '[]'],
  ['null', 'null'],
  ['a response', '{"kind":"response","id":1,"ok":true,"data":{}}'],
  ['a request without id', '{"kind":"request","method":"ping","data":{}}'],
  ['a request with a fractional id', '{"kind":"request","id":1.5,"method":"ping","data":{}}'],
  ['a request with a field too many', '{"kind":"request","id":1,"method":"ping","data":{},"x":1}'],
])('[FR5] %s closes the socket with malformed_frame', (_what, text) => {
  const client = testServer().connect();
  client.sendText(text);
  expect(client.closed).toEqual({ code: 4400, reason: 'malformed_frame' });
});

test('[FR6] an unexpected error reaches the client as internal, and the log whole', async () => {
  const { joined, sfu, logged } = testServer();
  const client = await joined();
  sfu.failNext('restartIce', new Error('the secret inside'));
  const transportId = client.snapshot?.media.sendTransport.id ?? '';
  const response = await client.ask('restartIce', { transportId });
  expect(response).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify(response)).not.toContain('secret');
  expect(logged.some(({ fields }) => 'err' in fields && String(fields.err).includes('secret'))).toBe(true);
});
