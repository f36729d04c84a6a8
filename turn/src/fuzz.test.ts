// Hostile bytes against the server, in memory and on real sockets. Seeded, so that a failure can be repeated.
// FUZZ_LONG=1 runs a million datagrams and 3,000 connections.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { MessageClass, Method } from './stun/codes.ts';
import type { Attribute } from './stun/StunMessage.ts';
import { FakeClock } from './testing/FakeClock.ts';
import { randomFrom } from './testing/randomFrom.ts';
import { errorOf, media, TestServer, testOptions, udp, type TestClient } from './testing/TestServer.ts';
import { TurnServer } from './TurnServer.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const isLong = process.env['FUZZ_LONG'] === '1';
const datagrams = isLong ? 1_000_000 : 100_000;
const connections = isLong ? 3000 : 150;
const ip = '127.0.0.1';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Datagrams of all kinds: random ones, cut ones, valid ones with changes, and lengths that lie. */
function fuzzer(random: () => number, client: TestClient) {
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  const noise = (length: number) => Buffer.from(Array.from({ length }, () => below(256)));
  const attribute = (): Attribute =>
    pick<() => Attribute>([
      () => udp,
      () => client.peer(media),
      () => client.peer({ ip: '::ffff:127.0.0.1', port: below(65_536) }),
      () => [0x000c, Buffer.from([0x40 + below(64), below(256), 0, 0])],
      () => [0x000d, noise(pick([0, 3, 4, 4, 8]))],
      () => [0x0013, noise(below(64))],
      () => [0x0017, Buffer.from([below(4), 0, 0, 0])],
      () => [0x0018, noise(pick([0, 1, 4]))],
      () => [0x0022, noise(8)],
      () => [0x8000, Buffer.from([below(4), 0, 0, 0])],
      () => [below(65_536), noise(below(40))],
    ])();
  const valid = (): Buffer => {
    const method = pick([...Object.values(Method), below(0x1000)]);
    const messageClass = pick(Object.values(MessageClass));
    const attributes = Array.from({ length: below(5) }, attribute);
    const more = { messageClass, fingerprint: random() < 0.3 };
    return random() < 0.5
      ? client.signedBytes(method, attributes, more)
      : client.bytes(method, attributes, more);
  };
  const mutated = (): Buffer => {
    const bytes = valid();
    for (let times = 1 + below(4); times > 0; times -= 1) bytes[below(bytes.length)] = below(256);
    return bytes;
  };
  return {
    below,
    datagram: (): Buffer =>
      pick([
        () => noise(below(80)),
        () => {
          const bytes = valid();
          return bytes.subarray(0, below(bytes.length));
        },
        valid,
        mutated,
        () => {
          const bytes = valid();
          bytes.writeUInt16BE(below(65_536), pick([2, Math.min(22, bytes.length - 2)]));
          return bytes;
        },
        () => Buffer.concat([Buffer.from([0x40 + below(64), below(256), 0, below(40)]), noise(below(40))]),
      ])(),
  };
}

function memory(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test(
  `[ST8] in memory, ${datagrams} hostile datagrams do no harm (seed ${seed})`,
  { timeout: 300_000 },
  async () => {
    let allocations = 0;
    const failures: unknown[] = [];
    const server = new TestServer({
      events: { allocated: () => (allocations += 1), failed: (error) => failures.push(error) },
    });
    const client = server.client();
    await client.challenge();
    const { below, datagram } = fuzzer(randomFrom(seed), client);
    const send = async (count: number) => {
      for (let i = 0; i < count; i += 1) {
        const bytes = datagram();
        if (bytes.length > 0 && (bytes[0] as number) >> 6 === 1) {
          const { listener, client: address } = client.fiveTuple;
          server.dispatcher.channelData(listener, address.ip, address.port, bytes);
        } else server.dispatcher.message(bytes, client);
        server.relays.opened.at(-1)?.onPacket(media.ip, below(65_536), bytes);
        if (i % 200 > 0) continue;
        server.clock.advance(below(20));
        await client.challenge();
        // The test's own records would look like growth.
        for (const kept of [client.received, server.relays.opened.at(-1)?.sent ?? []]) kept.length = 0;
        server.relays.opened.splice(0, server.relays.opened.length - 1);
      }
    };
    await send(datagrams / 10);
    const before = memory();
    await send(datagrams);
    expect(failures).toEqual([]);
    // Some of them were good enough to get behind the door.
    expect(allocations).toBeGreaterThan(0);
    expect(memory() - before).toBeLessThan(5_000_000);
    const other = server.client({ ip: '203.0.113.77' });
    server.clock.advance(7200);
    expect(errorOf(await other.allocate())).toBe(0);
  },
);

function openDescriptors(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0;
}

test(
  `[ST8] on sockets, hostile datagrams and ${connections} connections do no harm (seed ${seed})`,
  { timeout: 300_000 },
  async () => {
    const clock = new FakeClock();
    const failures: unknown[] = [];
    let opened = 0;
    let closed = 0;
    const allClosed = Promise.withResolvers<void>();
    const server = new TurnServer({
      ...testOptions(clock),
      relay: { addresses: [{ ip, external: ip }], ports: { from: 27_000, to: 27_299 } },
      events: {
        failed: (error) => failures.push(error),
        connectionOpened: () => (opened += 1),
        connectionClosed: () => {
          closed += 1;
          if (closed === connections) allClosed.resolve();
        },
      },
    });
    const udpPort = await server.listenUdp({ ip, port: 0 });
    const tcpPort = await server.listenStream({ address: { ip, port: 0 } });
    const { below, datagram } = fuzzer(randomFrom(seed), new TestServer().client());
    const descriptors = openDescriptors();

    const socket = createSocket('udp4');
    socket.connect(udpPort, ip);
    await once(socket, 'connect');
    const isAlive = async () => {
      const answered = once(socket, 'message');
      socket.send(new TestServer().client().bytes(Method.binding));
      await answered;
    };
    for (let batch = 0; batch < datagrams / 2000; batch += 1) {
      for (let i = 0; i < 50; i += 1) socket.send(datagram());
      await isAlive();
    }

    for (let i = 0; i < connections; i += 1) {
      const connection = connect({ host: ip, port: tcpPort });
      connection.on('error', () => {});
      connection.resume();
      await once(connection, 'connect');
      for (let chunks = 1 + below(5); chunks > 0; chunks -= 1) connection.write(datagram());
      const gone = once(connection, 'close');
      if (below(2) === 0) connection.destroy();
      else connection.resetAndDestroy();
      await gone;
    }
    await isAlive();
    socket.close();
    await allClosed.promise;
    expect(failures).toEqual([]);
    expect({ opened, closed }).toEqual({ opened: connections, closed: connections });
    expect(openDescriptors()).toBeLessThanOrEqual(descriptors);
    await server.close();
  },
);
