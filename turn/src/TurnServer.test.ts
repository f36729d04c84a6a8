// The server on real sockets of this machine.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { StunMessage } from './stun/StunMessage.ts';
import { FakeClock } from './testing/FakeClock.ts';
import { selfSigned } from './testing/selfSigned.ts';
import { bindingRequest, ip, serverWith, tcpTo, tlsTo, Wire } from './testing/sockets.ts';
import { addressIn, errorOf, testOptions } from './testing/TestServer.ts';

const clock = new FakeClock();

test('[ST7] over UDP a client is told its address', async () => {
  const port = await serverWith(clock).listenUdp({ ip, port: 0 });
  const socket = createSocket('udp4');
  onTestFinished(() => void socket.close());
  socket.send(bindingRequest, port, ip);
  const [bytes] = (await once(socket, 'message')) as [Buffer];
  const answer = StunMessage.parse(bytes);
  expect(answer && addressIn(answer, 0x0020)).toEqual({ ip, port: socket.address().port });
});

test('[AL8] an allocation has its port for as long as it lives, and not longer', async () => {
  const server = serverWith(clock);
  const wire = new Wire(await tcpTo(await server.listenStream({ address: { ip, port: 0 } })));
  const answer = await wire.allocate();
  expect(errorOf(answer)).toBe(0);
  const relayed = answer && addressIn(answer, 0x0016);
  const tryToBind = async () => {
    const socket = createSocket('udp4');
    const bound = once(socket, 'listening').then(
      () => true,
      () => false,
    );
    socket.bind(relayed?.port, ip);
    const isFree = await bound;
    socket.close();
    return isFree;
  };
  expect(await tryToBind()).toBe(false);
  clock.advance(601);
  expect(server.allocations).toBe(0);
  expect(await tryToBind()).toBe(true);
});

test('[CN5] an allocation ends with its connection', async () => {
  const ended = Promise.withResolvers<void>();
  const server = serverWith(clock, { events: { allocationClosed: ended.resolve } });
  const socket = await tcpTo(await server.listenStream({ address: { ip, port: 0 } }));
  await new Wire(socket).allocate();
  expect(server.allocations).toBe(1);
  socket.destroy();
  await ended.promise;
  expect(server.allocations).toBe(0);
});

test('[CN4] a connection without an allocation is closed after 30 s of silence, one with it is not', async () => {
  const port = await serverWith(clock).listenStream({ address: { ip, port: 0 } });
  const silent = await tcpTo(port);
  const used = await tcpTo(port);
  await new Wire(silent).ask(bindingRequest);
  await new Wire(used).allocate();
  clock.advance(29);
  expect(silent.readyState).toBe('open');
  const closed = once(silent, 'close');
  clock.advance(2);
  await closed;
  await new Wire(used).ask(bindingRequest);
});

test('[CN4] a TLS handshake that is not done after 10 s ends, however busy it is, and all of it is freed', async () => {
  const counts = { opened: 0, closed: 0 };
  const allClosed = Promise.withResolvers<void>();
  const server = serverWith(clock, {
    events: {
      connectionOpened: () => (counts.opened += 1),
      connectionClosed: () => {
        counts.closed += 1;
        if (counts.closed === 3) allClosed.resolve();
      },
    },
  });
  const port = await server.listenStream({ address: { ip, port: 0 }, tls: { pair: selfSigned() } });
  const [silent, slow, done] = [await tcpTo(port), await tcpTo(port), await tlsTo(port)];
  const wire = new Wire(done);
  const helloOfTls = Buffer.from('1603010200010001fc0303', 'hex');
  for (const byte of helloOfTls) {
    slow.write(Buffer.of(byte));
    // An answer on another connection: the server had its turn.
    await wire.ask(bindingRequest);
    clock.advance(0.9);
  }
  expect(counts).toEqual({ opened: 3, closed: 0 });
  const closed = [silent, slow].map((socket) => once(socket.resume(), 'close'));
  clock.advance(1);
  await Promise.all(closed);
  await wire.ask(bindingRequest);
  done.destroy();
  await allClosed.promise;
  expect(counts).toEqual({ opened: 3, closed: 3 });
});

test('[CN2] a stream of something else is closed', async () => {
  const socket = await tcpTo(await serverWith(clock).listenStream({ address: { ip, port: 0 } }));
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await closed;
  expect(socket.bytesRead).toBe(0);
});

test('[QT1] an address has so many connections', async () => {
  const { limits } = testOptions(clock);
  const server = serverWith(clock, { limits: { ...limits, maxConnectionsPerAddress: 2 } });
  const port = await server.listenStream({ address: { ip, port: 0 } });
  const [first, second] = [await tcpTo(port), await tcpTo(port)];
  for (const socket of [first, second]) await new Wire(socket).ask(bindingRequest);
  const third = await tcpTo(port);
  third.on('error', () => {});
  await once(third, 'close');
  expect([first, second].map(({ readyState }) => readyState)).toEqual(['open', 'open']);
});
