// A web server with TLS of its own that has its port from the TURN server.
import dns from 'node:dns';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { clientHello, inRecordsOf } from '../testing/clientHello.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { selfSigned } from '../testing/selfSigned.ts';
import { bindingRequest, httpsBehind, ip, serverWith, tcpTo, tlsTo, Wire } from '../testing/sockets.ts';
import { errorOf, testOptions } from '../testing/TestServer.ts';
import type { TurnOptions, TurnServer } from '../TurnServer.ts';
import type { StreamTls } from './StreamListener.ts';

const clock = new FakeClock();
const pair = selfSigned('turn.example');
const web = await clientHello({ ALPNProtocols: ['http/1.1'], servername: 'meet.example' });

afterEach(() => {
  vi.restoreAllMocks();
});

interface Front {
  port: number;
  server: TurnServer;
}

async function frontBefore(
  upstream: { host: string; port: number },
  { tls = {}, ...changes }: Partial<TurnOptions> & { tls?: Partial<StreamTls>; ip?: string } = {},
): Promise<Front> {
  const server = serverWith(clock, changes);
  const address = { ip: changes.ip ?? ip, port: 0 };
  return {
    server,
    port: await server.listenStream({ address, tls: { pair, httpsUpstream: upstream, ...tls } }),
  };
}

async function tlsWith(port: number, options: ConnectionOptions): Promise<TLSSocket> {
  const socket = connectTls({ host: ip, port, rejectUnauthorized: false, ...options });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

const nameOf = (socket: TLSSocket) => String(socket.getPeerX509Certificate()?.subject);

async function pageOver2(port: number, host = ip): Promise<string> {
  const authority = host.includes(':') ? `[${host}]` : host;
  const session = connectHttp2(`https://${authority}:${port}`, { rejectUnauthorized: false });
  try {
    const stream = session.request({ ':path': '/' });
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    return text;
  } finally {
    session.destroy();
  }
}

/** Everything that comes until the end. */
async function allOf(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test('[CN8] one port has HTTP/2 with a certificate of its own, TURN over TLS, and plain requests', async () => {
  const behind = await httpsBehind();
  const plain = createServer((_, response) => response.end('without ALPN')).listen(0, ip);
  onTestFinished(() => void plain.close());
  await once(plain, 'listening');
  const httpUpstream = { host: ip, port: (plain.address() as AddressInfo).port };
  const { port } = await frontBefore({ host: ip, port: behind.port }, { tls: { httpUpstream } });

  expect(await pageOver2(port)).toBe('a page');
  for (const protocol of ['h2', 'http/1.1']) {
    const socket = await tlsWith(port, { ALPNProtocols: [protocol] });
    expect([socket.alpnProtocol, nameOf(socket)]).toEqual([protocol, 'CN=meet.example']);
  }
  expect(errorOf(await new Wire(await tlsTo(port)).allocate())).toBe(0);
  const turn = await tlsWith(port, { ALPNProtocols: ['stun.turn'] });
  expect(nameOf(turn)).toBe('CN=turn.example');
  expect((await new Wire(turn).ask(bindingRequest))?.method).toBe(1);
  const asked = await tlsTo(port);
  asked.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  expect(String(await allOf(asked))).toMatch(/without ALPN/);
  expect(behind.clients).toHaveLength(3);
});

test('[CN8] what a certificate authority asks for its proof is handed on as well', async () => {
  const behind = await httpsBehind();
  const { port } = await frontBefore({ host: ip, port: behind.port });
  const authority = connectTls({ host: ip, port, ALPNProtocols: ['acme-tls/1'] }).on('error', () => {});
  await vi.waitFor(() => {
    expect(behind.clients).toHaveLength(1);
  });
  authority.destroy();
});

test.each([
  { own: '127.0.0.1', bytes: '127.0.0.1' },
  { own: '::1', bytes: `${'0.'.repeat(15)}1` },
])('[CN8] the web server is told the client’s address, as from $own', async ({ own, bytes }) => {
  const behind = await httpsBehind();
  const { port } = await frontBefore({ host: ip, port: behind.port }, { ip: own });
  const socket = await tlsWith(port, { host: own, ALPNProtocols: ['h2'] });
  expect(behind.clients).toEqual([`${bytes} ${socket.localPort} to ${bytes} ${port}`]);
});

test('[CN8] a hello may come in many segments and in many records', async () => {
  const behind = await httpsBehind();
  const { port } = await frontBefore({ host: ip, port: behind.port });
  const bytes = inRecordsOf(40, web);
  const socket = (await tcpTo(port)).setNoDelay();
  for (const byte of bytes) {
    await new Promise((done) => void socket.write(Buffer.from([byte]), done));
  }
  const [answer] = (await once(socket, 'data')) as [Buffer];
  // A ServerHello.
  expect([answer[0], answer[5]]).toEqual([22, 2]);
  expect(behind.clients).toHaveLength(1);
});

test.each([
  { name: 'of SSL 2', bytes: Buffer.from(`801c01000200030000001001008${'0'.repeat(33)}`, 'hex') },
  {
    name: 'that is malformed',
    bytes: Buffer.concat([web.subarray(0, 43), Buffer.alloc(web.length - 43, 255)]),
  },
  {
    name: 'that is huge',
    bytes: inRecordsOf(16_000, Buffer.from(`16030100000100ffff${'00'.repeat(65_535)}`, 'hex')),
  },
  { name: 'that is none', bytes: Buffer.from('GET / HTTP/1.1\r\n\r\n') },
])('[CN8] a hello $name is refused, and nothing else is', async ({ bytes }) => {
  const behind = await httpsBehind();
  const { port } = await frontBefore({ host: ip, port: behind.port });
  const socket = await tcpTo(port);
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  socket.resume();
  socket.write(bytes);
  await closed;
  expect(behind.clients).toEqual([]);
  expect(await pageOver2(port)).toBe('a page');
});

test('[CN4] a hello that never is complete has the time of a handshake, however busy its sender is', async () => {
  const behind = await httpsBehind();
  const events = { opened: 0, closed: Promise.withResolvers<void>() };
  const { port } = await frontBefore(
    { host: ip, port: behind.port },
    { events: { connectionOpened: () => (events.opened += 1), connectionClosed: events.closed.resolve } },
  );
  const socket = await tcpTo(port);
  socket.on('error', () => {});
  socket.resume();
  for (let second = 0; second < 11; second += 1) {
    if (socket.destroyed) break;
    socket.write(web.subarray(second, second + 1));
    await vi.waitFor(() => {
      expect(events.opened).toBe(1);
    });
    clock.advance(1);
  }
  await events.closed.promise;
  expect(behind.clients).toEqual([]);
});

test('[CN8] who leaves in the middle of the hello is forgotten', async () => {
  const behind = await httpsBehind();
  const closed = Promise.withResolvers<void>();
  const { port } = await frontBefore(
    { host: ip, port: behind.port },
    { events: { connectionClosed: closed.resolve } },
  );
  const socket = await tcpTo(port);
  socket.end(web.subarray(0, 100));
  await closed.promise;
  expect(behind.clients).toEqual([]);
});

test('[CN8] the limit of connections of an address holds for those that are handed on', async () => {
  const behind = await httpsBehind();
  const { limits } = testOptions(clock);
  const { port } = await frontBefore(
    { host: ip, port: behind.port },
    { limits: { ...limits, maxConnectionsPerAddress: 2 } },
  );
  const [first] = [
    await tlsWith(port, { ALPNProtocols: ['h2'] }),
    await tlsWith(port, { ALPNProtocols: ['h2'] }),
  ];
  await expect(tlsWith(port, { ALPNProtocols: ['h2'] })).rejects.toThrow(/ECONNRESET|disconnected/);
  first.destroy();
  await vi.waitFor(() => tlsWith(port, { ALPNProtocols: ['h2'] }));
});

test('[CN8] who has sent all of its request still gets the answer', async () => {
  const behind = await httpsBehind({
    allowHalfOpen: true,
    configure: (server) => {
      server.removeAllListeners('secureConnection');
      server.on('secureConnection', (socket) => {
        socket.resume().once('end', () => socket.end('late'));
      });
    },
  });
  const { port } = await frontBefore({ host: ip, port: behind.port });
  const socket = await tlsWith(port, {
    ALPNProtocols: ['http/1.1'],
    allowHalfOpen: true,
  } as ConnectionOptions);
  socket.end('all of it');
  expect(String(await allOf(socket))).toBe('late');
});

test('[CN8] however long it is quiet, a connection stays as long as the web server keeps it', async () => {
  const behind = await httpsBehind();
  const { port } = await frontBefore({ host: ip, port: behind.port });
  const session = connectHttp2(`https://${ip}:${port}`, { rejectUnauthorized: false });
  onTestFinished(() => session.destroy());
  await once(session, 'connect');
  clock.advance(3600);
  const [headers] = (await once(session.request({ ':path': '/' }), 'response')) as [Record<string, unknown>];
  expect(headers[':status']).toBe(200);
  const closed = once(session, 'close');
  behind.sockets[0]?.destroy();
  await closed;
});

test('[CN8] a web server with a name is looked up for each connection', async () => {
  const first = await httpsBehind({ ip: '127.0.0.2' });
  const second = await httpsBehind({ ip: '127.0.0.3', port: first.port });
  const failed = Promise.withResolvers<unknown>();
  const { port } = await frontBefore(
    { host: 'caddy', port: first.port },
    { events: { failed: failed.resolve } },
  );
  const answers = ['127.0.0.2', undefined, '127.0.0.3'];
  vi.spyOn(dns, 'lookup').mockImplementation(((name: string, _options: object, callback: Callback) => {
    const address = answers.shift();
    if (name !== 'caddy') throw new Error(`${name} was looked up`);
    if (address === undefined) callback(new Error('there is none'), []);
    else callback(null, [{ address, family: 4 }]);
  }) as never);
  expect(await pageOver2(port)).toBe('a page');
  await expect(tlsWith(port, { ALPNProtocols: ['h2'] })).rejects.toThrow(/ECONNRESET|disconnected/);
  expect(String(await failed.promise)).toMatch('there is none');
  expect(await pageOver2(port)).toBe('a page');
  expect([first.clients.length, second.clients.length]).toEqual([1, 1]);
});

type Callback = (error: Error | null, addresses: { address: string; family: number }[]) => void;

test('[CN8] a web server that does not take the connection has the time of a handshake', async () => {
  const { port } = await frontBefore({ host: 'caddy', port: 8443 });
  vi.spyOn(dns, 'lookup').mockImplementation(() => {});
  const socket = await tcpTo(port);
  const closed = once(socket, 'close');
  socket.on('error', () => {}).resume();
  socket.write(web);
  await vi.waitFor(() => {
    expect(dns.lookup).toHaveBeenCalled();
  });
  clock.advance(10);
  await closed;
});

test('[CN9] without a certificate the web server is reached, and TURN over TLS as soon as there is one', async () => {
  const behind = await httpsBehind();
  const { port, server } = await frontBefore({ host: ip, port: behind.port }, { tls: { pair: undefined } });
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    await expect(tlsWith(port, { maxVersion })).rejects.toThrow(/alert handshake failure/);
  }
  expect(await pageOver2(port)).toBe('a page');
  server.renewCertificate(pair);
  expect(errorOf(await new Wire(await tlsTo(port)).allocate())).toBe(0);
});
