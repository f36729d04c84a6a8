// Media that is announced at an address outside, where nothing is, and reached inside.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { AttributeType, MessageClass, Method } from '../stun/codes.ts';
import { StunMessage } from '../stun/StunMessage.ts';
import { decodeXorAddress } from '../stun/xorAddress.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { ip, serverWith, UdpWire } from '../testing/sockets.ts';
import { errorOf, testOptions } from '../testing/TestServer.ts';
import { InnerPeers } from './InnerPeers.ts';

/** Of documentation: no packet to it arrives anywhere. */
const outer = '203.0.113.5';
const inner = '127.0.0.2';

/** Something that sends back what it gets. */
async function echo(): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket('udp4');
  socket.on('message', (data, { address, port }) => socket.send(data, port, address));
  socket.bind(0, inner);
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return { socket, port: socket.address().port };
}

async function allocated() {
  const media = await echo();
  const clock = new FakeClock();
  const drops: string[] = [];
  const { peers } = testOptions(clock);
  const server = serverWith(clock, {
    relay: {
      addresses: [{ ip, external: outer }],
      ports: { from: 29_000, to: 29_999 },
      innerPeers: new InnerPeers([{ ip: outer, inner, from: media.port, to: media.port }]),
    },
    peers: { ...peers, allowed: [{ ip: outer, from: media.port, to: media.port }], own: [ip, outer] },
    events: { dropped: (reason) => drops.push(reason) },
  });
  const port = await server.listenUdp({ ip, port: 0 });
  const wire = new UdpWire();
  const answer = await wire.allocate(port);
  const { port: relayPort = 0 } = addressOf(answer, AttributeType.xorRelayedAddress) ?? {};
  return { wire, port, relayPort, media, drops };
}

function addressOf(message: StunMessage | undefined, type: number) {
  const value = message?.get(type);
  return message && value && decodeXorAddress(value, message.transactionId);
}

test('[PF7] over a channel the media is reached inside, and answers as from outside', async () => {
  const { wire, port, media } = await allocated();
  expect(errorOf(await wire.bind({ ip: outer, port: media.port }, port))).toBe(0);
  wire.send(Buffer.from('4000000568656c6c6f', 'hex'), port);
  expect((await wire.next()).toString('latin1')).toBe('@\0\0\u0005hello');
});

test('[PF7] in indications it has its outer address', async () => {
  const { wire, port, media } = await allocated();
  const peer = wire.client.peer({ ip: outer, port: media.port });
  expect(errorOf(await wire.ask(Method.createPermission, [peer], port))).toBe(0);
  const data = [AttributeType.data, Buffer.from('hello')] as const;
  wire.send(wire.client.bytes(Method.send, [peer, data], { messageClass: MessageClass.indication }), port);
  const indication = StunMessage.parse(await wire.next());
  expect(addressOf(indication, AttributeType.xorPeerAddress)).toEqual({ ip: outer, port: media.port });
  expect(String(indication?.get(AttributeType.data))).toBe('hello');
});

test('[PF7] nothing else inside is reached, or heard as if it were outside', async () => {
  const { wire, port, relayPort, media, drops } = await allocated();
  expect(errorOf(await wire.bind({ ip: inner, port: media.port }, port))).toBe(403);
  expect(errorOf(await wire.bind({ ip: outer, port: media.port + 1 }, port))).toBe(403);
  expect(errorOf(await wire.bind({ ip: outer, port: media.port }, port))).toBe(0);
  const other = await echo();
  other.socket.send('not the media', relayPort, ip);
  await expect.poll(() => drops).toEqual(['noPermission']);
  // The media itself without having been asked is let in by the permission.
  media.socket.send('media', relayPort, ip);
  expect((await wire.next()).toString('latin1', 4)).toBe('media');
});

test('[PF7] ports beside those that are named stay what they are', () => {
  const peers = new InnerPeers([
    { ip: outer, inner, from: 20_000, to: 20_007 },
    { ip: '203.0.113.6', inner, from: 20_008, to: 20_008 },
  ]);
  expect([19_999, 20_000, 20_007, 20_008].map((port) => peers.inside(outer, port))).toEqual([
    outer,
    inner,
    inner,
    outer,
  ]);
  expect([19_999, 20_000, 20_008, 20_009].map((port) => peers.outside(inner, port))).toEqual([
    inner,
    outer,
    '203.0.113.6',
    inner,
  ]);
  expect(peers.inside('203.0.113.7', 20_000)).toBe('203.0.113.7');
});
