import { expect, test } from 'vitest';
import { AttributeType } from '../stun/codes.ts';
import { errorOf, media, media6, TestServer, testOptions } from '../testing/TestServer.ts';
import { FakeClock } from '../testing/FakeClock.ts';

const otherPort = { ip: media.ip, port: 20_001 };

async function allocated(changes?: ConstructorParameters<typeof TestServer>[0]) {
  const server = new TestServer(changes);
  const client = server.client();
  await client.allocate();
  const [relay] = server.relays.opened;
  if (!relay) throw new Error('no relay');
  return { server, client, relay };
}

test('[PM1] packets come from addresses with a permission only, from any port', async () => {
  const { client, relay } = await allocated();
  relay.onPacket(media.ip, 20_000, Buffer.from('early'));
  await client.permit(media);
  client.takeData();
  relay.onPacket(media.ip, 20_000, Buffer.from('one'));
  relay.onPacket(media.ip, 7, Buffer.from('two'));
  relay.onPacket('10.0.0.8', 20_000, Buffer.from('three'));
  expect(client.takeData()).toEqual(['10.0.0.7 20000 one', '10.0.0.7 7 two']);
});

test('[PM1] packets of 0 to 3 bytes are packets as others', async () => {
  const { client, relay } = await allocated();
  await client.bind(0x4000, media);
  client.takeData();
  for (const length of [0, 1, 2, 3]) relay.onPacket(media.ip, media.port, Buffer.alloc(length, 'x'));
  expect(client.takeData()).toEqual(['0x4000 ', '0x4000 x', '0x4000 xx', '0x4000 xxx']);
});

test('[PM2] a permission lasts 300 s, and sending does not prolong it', async () => {
  const { server, client, relay } = await allocated();
  await client.permit(media);
  server.clock.advance(299);
  await client.sendIndication(media, 'in time');
  server.clock.advance(2);
  await client.sendIndication(media, 'late');
  expect(relay.sent.map(({ data }) => data)).toEqual(['in time']);
});

test('[PM2] ChannelBind and CreatePermission begin its time anew', async () => {
  const { server, client, relay } = await allocated();
  await client.permit(media);
  server.clock.advance(200);
  await client.bind(0x4000, media);
  server.clock.advance(200);
  await client.permit(media);
  server.clock.advance(150);
  await client.sendIndication(media, 'x');
  expect(relay.sent).toHaveLength(1);
});

test('[PM3] CreatePermission is for all addresses or none', async () => {
  const { client } = await allocated();
  expect(errorOf(await client.permit())).toBe(400);
  expect(errorOf(await client.permit(media, { ip: '8.8.8.8', port: 1 }))).toBe(403);
  expect(errorOf(await client.permit(media, media6))).toBe(443);
  expect(errorOf(await client.permit(media))).toBe(0);
});

test('[PM4] a Send indication reaches a peer with a permission', async () => {
  const { client, relay } = await allocated();
  await client.sendIndication(media, 'early');
  await client.permit(media);
  await client.sendIndication(media, 'hello');
  await client.sendIndication(media, '');
  expect(relay.sent).toEqual([
    { data: 'hello', to: media },
    { data: '', to: media },
  ]);
});

test('[CH1] a channel stands for a peer in both directions', async () => {
  const { client, relay } = await allocated();
  await client.bind(0x4001, media);
  client.takeData();
  client.sendOnChannel(0x4001, 'there');
  relay.onPacket(media.ip, media.port, Buffer.from('back'));
  expect(relay.sent).toEqual([{ data: 'there', to: media }]);
  expect(client.takeData()).toEqual(['0x4001 back']);
});

test('[CH1] a channel lasts 600 s from its last ChannelBind', async () => {
  const { server, client, relay } = await allocated();
  await client.bind(0x4001, media);
  server.clock.advance(500);
  await client.challenge();
  await client.request(0x004);
  await client.bind(0x4001, media);
  server.clock.advance(590);
  client.sendOnChannel(0x4001, 'in time');
  await client.challenge();
  await client.request(0x004);
  server.clock.advance(11);
  client.sendOnChannel(0x4001, 'late');
  expect(relay.sent.map(({ data }) => data)).toEqual(['in time']);
});

test.each([
  { number: 0x3fff, error: 400, strict: 400 },
  { number: 0x4000, error: 0, strict: 0 },
  { number: 0x4fff, error: 0, strict: 0 },
  { number: 0x5000, error: 0, strict: 400 },
  { number: 0x7ffe, error: 0, strict: 400 },
  { number: 0x7fff, error: 400, strict: 400 },
])('[CH2] channel $number: $error, and $strict when strict', async ({ number, error, strict }) => {
  const usual = await allocated();
  expect(errorOf(await usual.client.bind(number, media))).toBe(error);
  const narrow = await allocated({ lastChannel: 0x4fff });
  expect(errorOf(await narrow.client.bind(number, media))).toBe(strict);
});

test('[CH3] a number has one peer, and a peer one number', async () => {
  const { client } = await allocated();
  await client.bind(0x4001, media);
  expect(errorOf(await client.bind(0x4001, otherPort))).toBe(400);
  expect(errorOf(await client.bind(0x4002, media))).toBe(400);
  expect(errorOf(await client.bind(0x4001, media))).toBe(0);
  expect(errorOf(await client.bind(0x4002, media6))).toBe(443);
});

test('[CH4] ChannelData on a number that is not bound is dropped', async () => {
  const { server, client, relay } = await allocated();
  client.sendOnChannel(0x4001, 'x');
  server.client().sendOnChannel(0x4001, 'x');
  expect(relay.sent).toEqual([]);
  expect(server.drops).toEqual(['noChannel', 'noAllocation']);
});

test('[PF1] CreatePermission, ChannelBind and Send all ask the filter', async () => {
  const { server, client, relay } = await allocated();
  expect(errorOf(await client.permit({ ip: '127.0.0.1', port: 20_000 }))).toBe(403);
  expect(errorOf(await client.bind(0x4000, { ip: media.ip, port: 22 }))).toBe(403);
  await client.permit(media);
  await client.sendIndication({ ip: media.ip, port: 22 }, 'x');
  await client.sendIndication({ ip: media.ip, port: 0 }, 'x');
  expect(relay.sent).toEqual([]);
  expect(server.drops).toEqual(['forbiddenPeer', 'forbiddenPeer']);
});

test('[PF6] relays reach each other inside the server, and not after their end', async () => {
  const { server, client, relay } = await allocated();
  const other = server.client();
  await other.allocate();
  const otherRelay = server.relays.opened[1];
  if (!otherRelay) throw new Error('no relay');
  await client.bind(0x4000, otherRelay.address);
  await other.permit(relay.address);
  other.takeData();
  client.sendOnChannel(0x4000, 'hello');
  expect(other.takeData()).toEqual(['198.51.100.1 50000 hello']);

  server.table.clientGone(other.fiveTuple);
  client.sendOnChannel(0x4000, 'gone');
  expect(relay.sent).toEqual([]);
  expect(server.drops).toEqual(['forbiddenPeer']);
});

test('[PF5] at the own address, a port without a relay is refused', async () => {
  const { peers } = testOptions(new FakeClock());
  const { client, relay } = await allocated({ peers: { ...peers, isPublicAllowed: true } });
  expect(errorOf(await client.bind(0x4000, { ip: '198.51.100.1', port: 22 }))).toBe(403);
  await client.permit({ ip: '198.51.100.1', port: 22 });
  await client.sendIndication({ ip: '198.51.100.1', port: 22 }, 'x');
  expect(relay.sent).toEqual([]);
});

test('[QT2] an allocation has so many permissions and channels', async () => {
  const { peers } = testOptions(new FakeClock());
  const { client } = await allocated({ peers: { ...peers, isPublicAllowed: true } });
  const host = (n: number) => ({ ip: `8.8.8.${n}`, port: 1 });
  const channels = [];
  for (const n of [0, 1, 2, 3]) channels.push(errorOf(await client.bind(0x4000 + n, host(n))));
  expect(channels).toEqual([0, 0, 0, 508]);
  expect(errorOf(await client.permit(host(4), host(5)))).toBe(508);
  expect(errorOf(await client.permit(host(4)))).toBe(0);
  expect(errorOf(await client.permit(host(5)))).toBe(508);
  expect(errorOf(await client.permit(host(4)))).toBe(0);
});

test('[PM4] a Send indication without DATA or without a peer is dropped', async () => {
  const { server, client } = await allocated();
  await client.deliver(client.bytes(0x006, [client.peer(media)], { messageClass: 0x010 }));
  await client.deliver(
    client.bytes(0x006, [[AttributeType.data, Buffer.from('x')]], { messageClass: 0x010 }),
  );
  expect(server.drops).toEqual(['malformed', 'malformed']);
});
