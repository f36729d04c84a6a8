import { expect, test } from 'vitest';
import { AttributeType, MessageClass, Method } from '../stun/codes.ts';
import { addressIn, errorOf, media, TestServer, udp } from '../testing/TestServer.ts';

test('[ST7] Binding tells a client its address, without a credential', async () => {
  const client = new TestServer().client({ ip: '2001:db8::99', port: 4321 });
  const [answer] = await client.deliver(client.bytes(Method.binding));
  expect(answer?.messageClass).toBe(MessageClass.success);
  expect(answer && addressIn(answer, AttributeType.xorMappedAddress)).toEqual({
    ip: '2001:db8::99',
    port: 4321,
  });
});

test.each([
  { name: 'an indication', messageClass: MessageClass.indication },
  { name: 'a success', messageClass: MessageClass.success },
  { name: 'an error', messageClass: MessageClass.error },
])('[ST4] request methods that come as $name are dropped', async ({ messageClass }) => {
  const server = new TestServer();
  const client = server.client();
  await client.challenge();
  for (const method of [Method.binding, Method.allocate, Method.refresh, Method.channelBind]) {
    expect(await client.deliver(client.signedBytes(method, [udp], { messageClass }))).toEqual([]);
  }
  expect(server.relays.opened).toEqual([]);
});

test('[ST4] an unknown method, Data and Send as a request are dropped', async () => {
  const client = new TestServer().client();
  for (const method of [0x002, 0x00a, 0xfff, Method.data, Method.send]) {
    expect(await client.deliver(client.bytes(method))).toEqual([]);
  }
});

test('[ST5] an unknown required attribute gets 420 with its type', async () => {
  const client = new TestServer().client();
  const [answer] = await client.deliver(client.bytes(Method.binding, [[0x0024, Buffer.alloc(4)]]));
  expect(errorOf(answer)).toBe(420);
  expect(answer?.get(AttributeType.unknownAttributes)).toEqual(Buffer.from([0x00, 0x24]));
  expect(errorOf(await client.allocate([0x7fff, Buffer.alloc(0)]))).toBe(420);
});

test('[ST5] an unknown optional attribute is skipped', async () => {
  const client = new TestServer().client();
  expect(errorOf(await client.allocate([0xbfff, Buffer.from('?')]))).toBe(0);
});

test('[ST5] a Send indication with an unknown required attribute is dropped', async () => {
  const server = new TestServer();
  const client = server.client();
  await client.allocate();
  await client.permit(media);
  await client.sendIndication(media, 'hello', [[0x7fff, Buffer.alloc(0)]]);
  expect(server.relays.opened[0]?.sent).toEqual([]);
});

test('[ST6] an answer has FINGERPRINT if the request had it', async () => {
  const client = new TestServer().client();
  const [plain] = await client.deliver(client.bytes(Method.binding));
  const [printed] = await client.deliver(client.bytes(Method.binding, [], { fingerprint: true }));
  expect([plain?.hasFingerprint, printed?.hasFingerprint]).toEqual([false, true]);
});
