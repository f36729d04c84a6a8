// Processes of one server, here in one process, each with a port of its own so that a test can choose whose it takes.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { Method } from '../stun/codes.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { bindingRequest, ip, tcpTo, UdpWire, Wire } from '../testing/sockets.ts';
import { addressIn, errorOf, testOptions } from '../testing/TestServer.ts';
import { Member } from './Member.ts';
import type { FromMember } from './messages.ts';
import { Supervisor, type ChildEvents } from './Supervisor.ts';

const data = Buffer.from('4000000568656c6c6f000000', 'hex');

async function severalProcesses(processes = 2) {
  const clock = new FakeClock();
  const options = testOptions(clock);
  const members: Member[] = [];
  const ports: number[] = [];
  const events: ChildEvents[] = [];
  const failures: unknown[] = [];
  const begin = async (number: number, told: ChildEvents) => {
    const from = 27_000 + 100 * number;
    const member = await Member.open(
      number,
      {
        ...options,
        relay: { addresses: [{ ip, external: ip }], ports: { from, to: from + 99 } },
        peers: { ...options.peers, own: [ip], allowed: [] },
        events: { failed: (error) => failures.push(error) },
      },
      (message) => {
        told.message(message);
      },
    );
    return member;
  };
  const supervisor = new Supervisor({
    processes,
    clock,
    log: () => {},
    fork: (number, told) => {
      events[number - 1] = told;
      const opened = begin(number, told);
      void opened.then(async (member) => {
        members[number - 1] = member;
        await member.introduced;
        ports[number - 1] = await member.server.listenUdp({ ip, port: 0 });
        told.message({ type: 'listening' });
      });
      return {
        send: (message) => void opened.then((member) => member.receive(message)),
        close: () => opened.then((member) => member.close()),
      };
    },
  });
  await supervisor.start();
  onTestFinished(() => {
    expect(failures).toEqual([]);
    return supervisor.close();
  });
  const kill = async (number: number) => {
    await members[number - 1]?.close();
    events[number - 1]?.exit('the test');
  };
  return { ports: ports as [number, number], members, kill };
}

async function mediaPeer() {
  const socket = createSocket('udp4');
  socket.bind(0, ip);
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return socket;
}

test('[MP1] a client whose packets come to another process goes on with its own', async () => {
  const { ports, members } = await severalProcesses();
  const [a, b] = [new UdpWire(), new UdpWire()];
  const relayOfB = addressIn(await b.allocate(ports[1]), 0x0016);
  expect(errorOf(await a.allocate(ports[0]))).toBe(0);
  if (!relayOfB) throw new Error('no relay');
  // All that follows comes to the second process.
  expect(errorOf(await a.bind(relayOfB, ports[1]))).toBe(0);
  expect(errorOf(await a.allocate(ports[1]))).toBe(437);
  expect(errorOf(await a.ask(Method.refresh, [], ports[1]))).toBe(0);
  expect(members.map(({ server }) => server.allocations)).toEqual([1, 1]);
});

test('[MP2] relays of different processes reach each other, and not after their end', async () => {
  const { ports, members } = await severalProcesses();
  const [a, b] = [new UdpWire(), new UdpWire()];
  const relayOfA = addressIn(await a.allocate(ports[0]), 0x0016);
  const relayOfB = addressIn(await b.allocate(ports[1]), 0x0016);
  if (!relayOfA || !relayOfB) throw new Error('no relay');
  expect(errorOf(await a.bind(relayOfB, ports[0]))).toBe(0);
  expect(errorOf(await b.bind(relayOfA, ports[1]))).toBe(0);
  a.send(data, ports[0]);
  expect((await b.next()).toString('latin1', 4)).toBe('hello');
  // By way of the other process: it is handed over twice.
  a.send(data, ports[1]);
  expect((await b.next()).toString('latin1', 4)).toBe('hello');

  expect(errorOf(await b.ask(Method.refresh, [[0x000d, Buffer.alloc(4)]], ports[1]))).toBe(0);
  // The answer to an Allocate says that all processes know what was before it.
  expect(errorOf(await b.allocate(ports[1]))).toBe(0);
  const stranger = new UdpWire();
  await stranger.allocate(ports[0]);
  expect(errorOf(await stranger.bind(relayOfB, ports[0]))).toBe(403);
  expect(members.map(({ server }) => server.allocations)).toEqual([2, 1]);
});

test('[MP2] a port of nobody is not reached, whichever process it would be of', async () => {
  const { ports } = await severalProcesses();
  const peer = await mediaPeer();
  const wire = new UdpWire();
  await wire.allocate(ports[0]);
  expect(errorOf(await wire.bind({ ip, port: peer.address().port }, ports[0]))).toBe(403);
  expect(errorOf(await wire.bind({ ip, port: 27_250 }, ports[0]))).toBe(403);
});

test('[MP3] a user has so many allocations, and the server too, in all processes', async () => {
  const { ports } = await severalProcesses();
  const allocateAs = async (user: string, port: number) => {
    const wire = new UdpWire();
    wire.client.logInAs(`1700000100:${user}`);
    return errorOf(await wire.allocate(port));
  };
  const answers = [];
  for (const user of ['a', 'a', 'a']) answers.push(await allocateAs(user, ports[0]));
  answers.push(await allocateAs('a', ports[1]));
  for (const user of ['b', 'b', 'c']) answers.push(await allocateAs(user, ports[1]));
  answers.push(await allocateAs('d', ports[0]));
  expect(answers).toEqual([0, 0, 0, 486, 0, 0, 486, 486]);
});

test('[MP4] a RESERVATION-TOKEN may come to any process', async () => {
  const { ports, members } = await severalProcesses();
  const [a, b] = [new UdpWire(), new UdpWire()];
  const first = await a.allocate(ports[0], [0x0018, Buffer.from([0x80])]);
  const token = first.get(0x0022);
  if (!token) throw new Error('no token');
  const second = await b.allocate(ports[1], [0x0022, token]);
  expect(addressIn(second, 0x0016)?.port).toBe((addressIn(first, 0x0016)?.port ?? 0) + 1);
  expect(addressIn(second, 0x0020)).toEqual(b.local);
  expect(members.map(({ server }) => server.allocations)).toEqual([2, 0]);
  // It is a client of the first process from now on.
  expect(errorOf(await b.ask(Method.refresh, [], ports[1]))).toBe(0);

  const unknown = Buffer.from(token);
  unknown[7] = (token[7] ?? 0) ^ 1;
  const ofNobody = Buffer.from(token);
  ofNobody[0] = 77;
  expect(errorOf(await new UdpWire().allocate(ports[1], [0x0022, unknown]))).toBe(508);
  expect(errorOf(await new UdpWire().allocate(ports[1], [0x0022, ofNobody]))).toBe(508);
});

test('[MP4] a connection cannot be handed over: its RESERVATION-TOKEN of another process gets 508', async () => {
  const { ports, members } = await severalProcesses();
  const first = await new UdpWire().allocate(ports[0], [0x0018, Buffer.from([0x80])]);
  const token = first.get(0x0022);
  const port = await members[1]?.server.listenStream({ address: { ip, port: 0 } });
  if (!token || port === undefined) throw new Error('no token or port');
  expect(errorOf(await new Wire(await tcpTo(port)).allocate([0x0022, token]))).toBe(508);
});

test('[MP5] what a process had is gone with it, and its successor learns what the others have', async () => {
  const { ports, kill } = await severalProcesses(3);
  const [a, b] = [new UdpWire(), new UdpWire()];
  const relayOfA = addressIn(await a.allocate(ports[0]), 0x0016);
  const relayOfB = addressIn(await b.allocate(ports[1]), 0x0016);
  if (!relayOfA || !relayOfB) throw new Error('no relay');
  expect(errorOf(await a.bind(relayOfB, ports[0]))).toBe(0);
  const before = ports[1];
  await kill(2);
  await expect.poll(() => ports[1]).not.toBe(before);
  expect(errorOf(await a.ask(Method.refresh, [], ports[1]))).toBe(0);
  const stranger = new UdpWire();
  await stranger.allocate(ports[0]);
  expect(errorOf(await stranger.bind(relayOfB, ports[0]))).toBe(403);
  expect(errorOf(await b.ask(Method.refresh, [], ports[1]))).toBe(437);
  expect(errorOf(await b.allocate(ports[1]))).toBe(0);
});

test('[MP2] a client hears of its relay when all processes know of it', async () => {
  const clock = new FakeClock();
  const told: FromMember[] = [];
  const relay = { addresses: [{ ip, external: ip }], ports: { from: 27_400, to: 27_499 } };
  const member = await Member.open(1, { ...testOptions(clock), relay }, (message) => {
    told.push(message);
  });
  onTestFinished(() => member.close());
  member.receive({ type: 'siblings', siblings: [] });
  for (const process of [2, 3]) {
    member.receive({ type: 'sibling', sibling: { process, trunkPort: 1 } });
  }
  const port = await member.server.listenUdp({ ip, port: 0 });
  told.length = 0;
  const wire = new UdpWire();
  let isAnswered = false;
  const answer = wire.allocate(port).finally(() => (isAnswered = true));
  await expect.poll(() => told).toHaveLength(1);
  expect(told).toMatchObject([{ type: 'holdings', batch: 1, holdings: [{ user: 'alice' }] }]);
  member.receive({ type: 'heard', process: 2, batch: 1 });
  // Another client has its answer, so this one would have had it.
  const other = new UdpWire();
  other.send(bindingRequest, port);
  await other.next();
  expect(isAnswered).toBe(false);
  member.receive({ type: 'gone', process: 3 });
  expect(errorOf(await answer)).toBe(0);
});
