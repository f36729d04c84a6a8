// A web server that has its port from the TURN server.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { request } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { Duplex, Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { selfSigned } from '../testing/selfSigned.ts';
import { bindingRequest, ip, serverWith, tlsTo, Wire } from '../testing/sockets.ts';
import { errorOf } from '../testing/TestServer.ts';
import type { TurnOptions } from '../TurnServer.ts';
import { passOn } from './passOn.ts';

const clock = new FakeClock();
const pair = selfSigned();
const megabytes = 40;
const content = randomBytes(megabytes << 20);

async function webServer(onRequest: RequestListener): Promise<Server> {
  const web = createServer(onRequest);
  web.listen(0, ip);
  await once(web, 'listening');
  onTestFinished(() => {
    web.closeAllConnections();
    web.close();
  });
  return web;
}

/** A TURN server before a web server, and the port of both. */
async function portBefore(web: Server, changes: Partial<TurnOptions> = {}): Promise<number> {
  const { port } = web.address() as AddressInfo;
  const address = { ip, port: 0 };
  return serverWith(clock, changes).listenStream({
    address,
    tls: { pair, httpUpstream: { host: ip, port } },
  });
}

function ask(port: number, options: object = {}, body?: Buffer) {
  const asked = request({ host: ip, port, rejectUnauthorized: false, agent: false, ...options });
  asked.end(body);
  return asked;
}

async function digestOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest('hex');
}

test('[CN6] one port has web requests, WebSockets and TURN', async () => {
  const web = await webServer((_, response) => response.end('a page'));
  web.on('upgrade', (_, socket, head: Buffer) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.write(head);
    socket.on('data', (data: Buffer) => socket.write(data));
    socket.on('end', () => socket.end());
  });
  const port = await portBefore(web);

  const [page] = (await once(ask(port), 'response')) as [AsyncIterable<Buffer>];
  const chunks = [];
  for await (const chunk of page) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('a page');

  const upgrade = ask(port, { headers: { Connection: 'Upgrade', Upgrade: 'websocket' } });
  const [, socket] = (await once(upgrade, 'upgrade')) as [IncomingMessage, Socket];
  const answer = await new Wire(await tlsTo(port)).allocate();
  expect(errorOf(answer)).toBe(0);
  // However long it was quiet.
  clock.advance(3600);
  const echoed = once(socket, 'data');
  socket.write('still here');
  expect(String(await echoed)).toBe('still here');
  const closed = once(socket, 'close');
  socket.end();
  await closed;
});

test(`[CN6] ${megabytes} MB arrive whole, up and down`, async () => {
  const uploaded = Promise.withResolvers<string>();
  const web = await webServer((asked, response) => {
    if (asked.method === 'POST') {
      digestOf(asked).then(uploaded.resolve, uploaded.reject);
      asked.once('end', () => response.end());
    } else {
      // The web server closes as soon as it has written, when most of it still has to arrive.
      response.setHeader('Connection', 'close');
      response.end(content);
    }
  });
  const port = await portBefore(web);
  const expected = createHash('sha256').update(content).digest('hex');
  const [page] = (await once(ask(port), 'response')) as [AsyncIterable<Buffer>];
  expect(await digestOf(page)).toBe(expected);
  await once(ask(port, { method: 'POST' }, content), 'response');
  expect(await uploaded.promise).toBe(expected);
});

test('[CN6] a browser that does not read holds back the web server, and nobody else', async () => {
  const sent = { paused: 0, quick: 0 };
  const web = await webServer((asked, response) => {
    const name = asked.url === '/paused' ? 'paused' : 'quick';
    Readable.from(pieces(content, (length) => (sent[name] += length))).pipe(response);
  });
  const port = await portBefore(web);
  const paused = await tlsTo(port);
  paused.pause();
  paused.write('GET /paused HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  for (let times = 0; times < 3; times += 1) {
    const [page] = (await once(ask(port), 'response')) as [AsyncIterable<Buffer>];
    await digestOf(page);
  }
  expect(sent.quick).toBe(3 * content.length);
  // What the system's buffers take, which is less than all of it.
  expect(sent.paused).toBeLessThan(content.length);
  paused.resume();
  await once(paused, 'end');
  expect(sent.paused).toBe(content.length);
});

function* pieces(bytes: Buffer, onPiece: (length: number) => void) {
  for (let at = 0; at < bytes.length; at += 1 << 16) {
    const piece = bytes.subarray(at, at + (1 << 16));
    onPiece(piece.length);
    yield piece;
  }
}

test('[CN6] what a web server wrote before it closed arrives, also at who takes it late', async () => {
  const closed = Promise.withResolvers<void>();
  const web = createTcpServer((connection) => {
    connection.once('data', () => connection.end('the answer'));
    connection.once('close', closed.resolve);
  });
  web.listen(0, ip);
  await once(web, 'listening');
  onTestFinished(() => void web.close());
  const taken: string[] = [];
  const asked = Promise.withResolvers<() => void>();
  const browser = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      taken.push(chunk.toString());
      asked.resolve(done);
    },
    final: (done) => {
      taken.push('end');
      done();
    },
  });
  // As a socket has it.
  const socket = Object.assign(browser, { destroySoon: () => browser.end(() => browser.destroy()) });
  const { port } = web.address() as AddressInfo;
  passOn(socket as unknown as Socket, Buffer.from('GET'), { host: ip, port }, {});
  const take = await asked.promise;
  await closed.promise;
  const gone = once(browser, 'close');
  take();
  await gone;
  expect(taken).toEqual(['the answer', 'end']);
});

test('[CN6] who has sent all of its request still gets the answer', async () => {
  const web = await webServer((asked, response) => {
    asked.resume();
    asked.once('end', () => setImmediate(() => response.end('late')));
  });
  const { port: upstream } = web.address() as AddressInfo;
  // Node's web server closes half-open connections of its own accord unless it is told not to.
  (web as unknown as { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
  const browser = await tlsTo(
    await serverWith(clock).listenStream({
      address: { ip, port: 0 },
      tls: { pair, httpUpstream: { host: ip, port: upstream } },
    }),
  );
  browser.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  const chunks = [];
  for await (const chunk of browser) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toMatch(/late/);
});

test('[CN6] with either side the other one is closed, and nothing is left', async () => {
  const opened: { closed: Promise<unknown>; destroy: () => void }[] = [];
  const connected = Promise.withResolvers<void>();
  const web = await webServer(() => {});
  web.on('connection', (socket) => {
    opened.push({ closed: once(socket, 'close'), destroy: () => socket.resetAndDestroy() });
    if (opened.length === 2) connected.resolve();
  });
  let open = 0;
  const allClosed = Promise.withResolvers<void>();
  const port = await portBefore(web, {
    events: {
      connectionOpened: () => (open += 1),
      connectionClosed: () => {
        open -= 1;
        if (open === 0) allClosed.resolve();
      },
    },
  });
  const browsers = [await tlsTo(port), await tlsTo(port)];
  for (const browser of browsers) {
    browser.on('error', () => {});
    browser.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  }
  await connected.promise;
  browsers[0]?.destroy();
  await Promise.race(opened.map(({ closed }) => closed));
  const closed = once(browsers[1] as NonNullable<(typeof browsers)[1]>, 'close');
  for (const { destroy } of opened) destroy();
  await closed;
  await allClosed.promise;
  expect(open).toBe(0);
});

test('[CN6] without its web server a connection is closed, and the operator told', async () => {
  const web = await webServer(() => {});
  const failed = Promise.withResolvers<unknown>();
  const port = await portBefore(web, { events: { failed: failed.resolve } });
  web.close();
  await once(web, 'close');
  const browser = await tlsTo(port);
  browser.on('error', () => {});
  const closed = once(browser, 'close');
  browser.resume();
  browser.write('GET / HTTP/1.1\r\n\r\n');
  await closed;
  expect(await failed.promise).toMatchObject({ code: 'ECONNREFUSED' });
  expect((await new Wire(await tlsTo(port)).ask(bindingRequest))?.method).toBe(1);
});
