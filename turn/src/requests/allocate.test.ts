import { expect, test } from 'vitest';
import { AttributeType, Method } from '../stun/codes.ts';
import type { Attribute } from '../stun/StunMessage.ts';
import { addressIn, errorOf, lifetimeOf, TestServer, udp } from '../testing/TestServer.ts';

const ipv4: Attribute = [AttributeType.requestedAddressFamily, Buffer.from([1, 0, 0, 0])];
const ipv6: Attribute = [AttributeType.requestedAddressFamily, Buffer.from([2, 0, 0, 0])];
const alsoIpv6: Attribute = [AttributeType.additionalAddressFamily, Buffer.from([2, 0, 0, 0])];
const evenPair: Attribute = [AttributeType.evenPort, Buffer.from([0x80])];

function lifetime(seconds: number): Attribute {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(seconds);
  return [AttributeType.lifetime, value];
}

test('[AL1] the answer has the relayed address, the address of the client and 600 s', async () => {
  const client = new TestServer().client({ ip: '203.0.113.9', port: 999 });
  const answer = await client.allocate();
  expect(addressIn(answer, AttributeType.xorRelayedAddress)).toEqual({ ip: '198.51.100.1', port: 50_000 });
  expect(addressIn(answer, AttributeType.xorMappedAddress)).toEqual({ ip: '203.0.113.9', port: 999 });
  expect(lifetimeOf(answer)).toBe(600);
});

test.each([
  { asked: 1, given: 600 },
  { asked: 1200, given: 1200 },
  { asked: 4_294_967_295, given: 3600 },
])('[AL1] who asks for $asked s gets $given s', async ({ asked, given }) => {
  expect(lifetimeOf(await new TestServer().client().allocate(lifetime(asked)))).toBe(given);
});

test('[AL2] the same Allocate again gets the same answer, and no second relay', async () => {
  const server = new TestServer();
  const client = server.client();
  await client.challenge();
  const request = client.signedBytes(Method.allocate, [udp]);
  const [first] = await client.deliver(request);
  server.clock.advance(5);
  const [again] = await client.deliver(request);
  expect(again?.bytes).toEqual(first?.bytes);
  expect(server.relays.opened).toHaveLength(1);
});

test('[AL2] while it is being carried out, the same Allocate waits for it, and another gets 437', async () => {
  const server = new TestServer();
  const client = server.client();
  await client.challenge();
  const request = client.signedBytes(Method.allocate, [udp]);
  const answers = await client.deliver(request, request, client.signedBytes(Method.allocate, [udp]));
  expect(answers.map(errorOf)).toEqual([437, 0, 0]);
  expect(answers[2]?.bytes).toEqual(answers[1]?.bytes);
  expect(server.relays.opened).toHaveLength(1);
});

test('[AL2] another Allocate on the same 5-tuple gets 437', async () => {
  const client = new TestServer().client();
  await client.allocate();
  expect(errorOf(await client.allocate())).toBe(437);
});

test('[AL3] REQUESTED-TRANSPORT has to be there, and to be UDP', async () => {
  const client = new TestServer().client();
  expect(errorOf(await client.request(Method.allocate))).toBe(400);
  const tcp: Attribute = [AttributeType.requestedTransport, Buffer.from([6, 0, 0, 0])];
  expect(errorOf(await client.request(Method.allocate, [tcp]))).toBe(442);
});

test('[AL4] REQUESTED-ADDRESS-FAMILY chooses the family', async () => {
  const server = new TestServer();
  const answer = await server.client().allocate(ipv6);
  expect(addressIn(answer, AttributeType.xorRelayedAddress)?.ip).toBe('2001:db8::1');
  const other: Attribute = [AttributeType.requestedAddressFamily, Buffer.from([3, 0, 0, 0])];
  expect(errorOf(await server.client().allocate(other))).toBe(440);
  server.relays.families = new Set([4]);
  expect(errorOf(await server.client().allocate(ipv6))).toBe(440);
});

test.each([AttributeType.additionalAddressFamily, 0x8032])(
  '[AL5] ADDITIONAL-ADDRESS-FAMILY as %s gives two relays',
  async (type) => {
    const answer = await new TestServer().client().allocate([type, Buffer.from([2, 0, 0, 0])]);
    expect(answer.getAll(AttributeType.xorRelayedAddress).map(({ length }) => length)).toEqual([8, 20]);
  },
);

test('[AL5] if only one family can be had, the answer says which cannot', async () => {
  const server = new TestServer();
  server.relays.exhausted.add(6);
  const answer = await server.client().allocate(alsoIpv6);
  expect(answer.getAll(AttributeType.xorRelayedAddress)).toHaveLength(1);
  expect(answer.get(AttributeType.addressErrorCode)?.subarray(0, 4)).toEqual(Buffer.from([2, 0, 5, 8]));
});

test('[AL6] EVEN-PORT puts the next port aside for who brings the token', async () => {
  const server = new TestServer();
  await server.client().allocate();
  const first = await server.client().allocate(evenPair);
  expect(addressIn(first, AttributeType.xorRelayedAddress)?.port).toBe(50_002);
  const token = first.get(AttributeType.reservationToken) ?? Buffer.alloc(0);
  const second = await server.client().allocate([AttributeType.reservationToken, token]);
  expect(addressIn(second, AttributeType.xorRelayedAddress)?.port).toBe(50_003);
});

test('[AL6] a token serves once, and for 30 s', async () => {
  const server = new TestServer();
  const answer = await server.client().allocate(evenPair);
  server.clock.advance(31);
  expect(server.relays.opened.map(({ isClosed }) => isClosed)).toEqual([false, true]);
  const token = answer.get(AttributeType.reservationToken) ?? Buffer.alloc(0);
  expect(errorOf(await server.client().allocate([AttributeType.reservationToken, token]))).toBe(508);
});

test.each([
  { name: 'a token and EVEN-PORT', attributes: [[0x0022, Buffer.alloc(8)], evenPair] },
  { name: 'a token and a family', attributes: [[0x0022, Buffer.alloc(8)], ipv4] },
  { name: 'both families', attributes: [ipv4, alsoIpv6] },
  { name: 'a pair in two families', attributes: [evenPair, alsoIpv6] },
  { name: 'IPv4 as the additional one', attributes: [[0x8000, Buffer.from([1, 0, 0, 0])]] },
  { name: 'a LIFETIME of two bytes', attributes: [[AttributeType.lifetime, Buffer.alloc(2)]] },
] as { name: string; attributes: Attribute[] }[])('[AL7] $name: 400', async ({ attributes }) => {
  expect(errorOf(await new TestServer().client().allocate(...attributes))).toBe(400);
});

test('[AL11] DONT-FRAGMENT is accepted', async () => {
  const client = new TestServer().client();
  expect(errorOf(await client.allocate([AttributeType.dontFragment, Buffer.alloc(0)]))).toBe(0);
});

test('[AL10] requests without an allocation get 437', async () => {
  const client = new TestServer().client();
  for (const method of [Method.refresh, Method.createPermission, Method.channelBind]) {
    expect(errorOf(await client.request(method))).toBe(437);
  }
});

test('[AL8] Refresh gives more time', async () => {
  const server = new TestServer();
  const client = server.client();
  await client.allocate();
  server.clock.advance(500);
  expect(lifetimeOf(await client.request(Method.refresh, [lifetime(1000)]))).toBe(1000);
  server.clock.advance(990);
  expect(server.table.size).toBe(1);
});

test('[AL8] Refresh with 0 closes the relay at once', async () => {
  const server = new TestServer();
  const client = server.client();
  await client.allocate();
  expect(lifetimeOf(await client.request(Method.refresh, [lifetime(0)]))).toBe(0);
  expect(server.relays.opened[0]?.isClosed).toBe(true);
  expect(errorOf(await client.allocate())).toBe(0);
});

test('[AL8] Refresh with a family is for its relay only', async () => {
  const server = new TestServer();
  const client = server.client();
  await client.allocate(alsoIpv6);
  expect(errorOf(await client.request(Method.refresh, [lifetime(0), ipv6]))).toBe(0);
  expect(server.relays.opened.map(({ isClosed }) => isClosed)).toEqual([false, true]);
  expect(errorOf(await client.request(Method.refresh, [ipv6]))).toBe(443);
});

test('[AL9] an allocation whose time is over is closed, and its relays with it', async () => {
  const server = new TestServer();
  await server.client().allocate(alsoIpv6);
  server.clock.advance(599);
  expect(server.table.size).toBe(1);
  server.clock.advance(2);
  expect(server.table.size).toBe(0);
  expect(server.relays.opened.map(({ isClosed }) => isClosed)).toEqual([true, true]);
});

test('[QT1] a user has so many allocations, and the server too: 486', async () => {
  const server = new TestServer();
  const allocateAs = async (user: string) => {
    const client = server.client();
    client.logInAs(`${server.clock.now() / 1000 + 100}:${user}`);
    return errorOf(await client.allocate());
  };
  const answers = [];
  for (const user of ['a', 'a', 'a', 'a', 'b', 'b', 'c']) answers.push(await allocateAs(user));
  expect(answers).toEqual([0, 0, 0, 486, 0, 0, 486]);
});

test('[QT1] what ends or fails gives its place back', async () => {
  const server = new TestServer();
  server.relays.exhausted.add(4);
  for (let i = 0; i < 10; i += 1) expect(errorOf(await server.client().allocate())).toBe(508);
  server.relays.exhausted.clear();
  for (let i = 0; i < 10; i += 1) {
    const client = server.client();
    expect(errorOf(await client.allocate())).toBe(0);
    await client.request(Method.refresh, [lifetime(0)]);
  }
});

test('[CN5] with its connection an allocation ends, also one that is being made', async () => {
  const server = new TestServer();
  const client = server.client();
  await client.allocate();
  server.table.clientGone(client.fiveTuple);
  const other = server.client();
  await other.challenge();
  const answers = other.deliver(other.signedBytes(Method.allocate, [udp]));
  server.table.clientGone(other.fiveTuple);
  expect(await answers).toEqual([]);
  expect(server.table.size).toBe(0);
  expect(server.relays.opened.map(({ isClosed }) => isClosed)).toEqual([true, true]);
});
