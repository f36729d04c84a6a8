// The server on real sockets of this machine.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { MessageClass, Method } from './stun/codes.ts';
import { StunMessage, type Attribute } from './stun/StunMessage.ts';
import { FakeClock } from './testing/FakeClock.ts';
import { selfSigned } from './testing/selfSigned.ts';
import { addressIn, errorOf, TestServer, testOptions, udp } from './testing/TestServer.ts';
import { TurnServer, type TurnOptions } from './TurnServer.ts';

const ip = '127.0.0.1';
const clock = new FakeClock();
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

function serverWith(changes: Partial<TurnOptions> = {}): TurnServer {
  const options = testOptions(clock);
  const server = new TurnServer({
    ...options,
    relay: { addresses: [{ ip, external: ip }], ports: { from: 29_000, to: 29_999 } },
    peers: { ...options.peers, allowed: [{ ip, from: 1024, to: 65_535 }], own: [ip] },
    ...changes,
  });
  closers.push(() => server.close());
  return server;
}

/** Writes requests in turn, and reads an answer for each. */
class Wire {
  readonly #socket: Socket;
  readonly #client = new TestServer().client();

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => {});
    closers.push(() => socket.destroy());
  }

  async ask(bytes: Buffer): Promise<StunMessage | undefined> {
    this.#socket.write(bytes);
    const [answer] = (await once(this.#socket, 'data')) as [Buffer];
    return StunMessage.parse(answer);
  }

  async allocate(...attributes: Attribute[]): Promise<StunMessage | undefined> {
    const challenge = await this.ask(this.#client.bytes(Method.allocate, [udp]));
    const nonce = challenge?.get(0x0015) ?? Buffer.alloc(0);
    return this.ask(this.#client.signedBytes(Method.allocate, [udp, ...attributes], {}, nonce));
  }
}

async function tcpTo(port: number): Promise<Socket> {
  const socket = connect({ host: ip, port });
  await once(socket, 'connect');
  return socket;
}

async function tlsTo(port: number): Promise<Socket> {
  const socket = connectTls({ host: ip, port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  return socket;
}

const bindingRequest = new TestServer().client().bytes(Method.binding);

test('[ST7] over UDP a client is told its address', async () => {
  const port = await serverWith().listenUdp({ ip, port: 0 });
  const socket = createSocket('udp4');
  closers.push(() => socket.close());
  socket.send(bindingRequest, port, ip);
  const [bytes] = (await once(socket, 'message')) as [Buffer];
  const answer = StunMessage.parse(bytes);
  expect(answer && addressIn(answer, 0x0020)).toEqual({ ip, port: socket.address().port });
});

test('[AL8] an allocation has its port for as long as it lives, and not longer', async () => {
  const server = serverWith();
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
  const server = serverWith({ events: { allocationClosed: ended.resolve } });
  const socket = await tcpTo(await server.listenStream({ address: { ip, port: 0 } }));
  await new Wire(socket).allocate();
  expect(server.allocations).toBe(1);
  socket.destroy();
  await ended.promise;
  expect(server.allocations).toBe(0);
});

test('[CN4] a connection without an allocation is closed after 30 s of silence, one with it is not', async () => {
  const port = await serverWith().listenStream({ address: { ip, port: 0 } });
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

test('[CN2] a stream of something else is closed', async () => {
  const socket = await tcpTo(await serverWith().listenStream({ address: { ip, port: 0 } }));
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await closed;
  expect(socket.bytesRead).toBe(0);
});

test('[CN6] over TLS the port is shared with a web server', async () => {
  const web = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (request: Buffer) => socket.end(`seen: ${request.toString()}`));
  });
  web.listen(0, ip);
  await once(web, 'listening');
  closers.push(() => web.close());
  const port = await serverWith().listenStream({
    address: { ip, port: 0 },
    tls: selfSigned(),
    httpsUpstream: { ip, port: (web.address() as AddressInfo).port },
  });
  const turn = await new Wire(await tlsTo(port)).ask(bindingRequest);
  expect(turn?.messageClass).toBe(MessageClass.success);

  const browser = await tlsTo(port);
  const answered = once(browser, 'data');
  browser.write('GET / HTTP/1.1\r\n\r\n');
  const [text] = (await answered) as [Buffer];
  expect(text.toString()).toBe('seen: GET / HTTP/1.1\r\n\r\n');
  await once(browser, 'close');
});

test('[QT1] an address has so many connections', async () => {
  const { limits } = testOptions(clock);
  const server = serverWith({ limits: { ...limits, maxConnectionsPerAddress: 2 } });
  const port = await server.listenStream({ address: { ip, port: 0 } });
  const [first, second] = [await tcpTo(port), await tcpTo(port)];
  for (const socket of [first, second]) await new Wire(socket).ask(bindingRequest);
  const third = await tcpTo(port);
  third.on('error', () => {});
  await once(third, 'close');
  expect([first, second].map(({ readyState }) => readyState)).toEqual(['open', 'open']);
});
