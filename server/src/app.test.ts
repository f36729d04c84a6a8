import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { FakeSfu } from './sfu/FakeSfu.ts';
import { joinData } from './testing/TestClient.ts';

const metricsToken = 'a-token-of-the-tests';

let dir = '';
let app: FastifyInstance;
let sfu: FakeSfu;
let logged: string[];
let port: number;
let sockets: WebSocket[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-app-'));
  mkdirSync(join(dir, 'client/assets'), { recursive: true });
  const html =
    '<!doctype html><head><meta name="application-name" content="Parley" /><title>Parley</title>' +
    '<meta name="theme-color" data-look="dark" media="(prefers-color-scheme: dark)" content="#0e1013" /></head>';
  for (const page of ['index', 'offline']) writeFileSync(join(dir, `client/${page}.html`), html);
  writeFileSync(join(dir, 'client/assets/main-abc.js'), 'export {};');
  for (const [end, copy] of [
    ['br', 'br'],
    ['gz', 'gzip'],
  ]) {
    writeFileSync(join(dir, `client/assets/main-abc.js.${end}`), copy ?? '');
  }
  sfu = new FakeSfu();
  logged = [];
  sockets = [];
  app = await buildApp({
    config: readConfig({
      DATA_DIR: join(dir, 'data'),
      LOG_LEVEL: 'debug',
      TURN_BUNDLED: 'false',
      ALLOWED_ORIGINS: '["https://friend.example"]',
      METRICS_TOKEN: metricsToken,
    }),
    clientDir: join(dir, 'client'),
    logTo: { write: (line) => void logged.push(line) },
    sfu,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = app.server.address() as AddressInfo);
});

afterEach(async () => {
  await app.close();
  rmSync(dir, { recursive: true });
});

function connect() {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  sockets.push(socket);
  const frames: { kind: string; method?: string; ok?: boolean }[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
    });
  });
  return { socket, frames, closed };
}

const joinFrame = JSON.stringify({ kind: 'request', id: 1, method: 'join', data: joinData() });

test('a call can be joined over a WebSocket, and the room shows in the API', async () => {
  const { socket, frames } = connect();
  await expect.poll(() => frames[0]).toMatchObject({ kind: 'notification', method: 'welcome' });
  socket.send(joinFrame);
  await expect.poll(() => frames[1]).toMatchObject({ kind: 'response', id: 1, ok: true });
  expect((await app.inject('/api/rooms/garden')).json()).toEqual({
    name: 'garden',
    peers: 1,
    locked: false,
    waitingRoom: false,
    passcode: false,
    recorded: false,
  });
  expect((await app.inject('/healthz')).json()).toMatchObject({ status: 'ok', rooms: 1 });
});

test('[RY1] the server is ready, and once it is drained says that it is not, and why', async () => {
  expect((await app.inject('/readyz')).json()).toEqual({ status: 'ready' });
  app.drain.start(60_000);
  const answer = await app.inject('/readyz');
  expect(answer.statusCode).toBe(503);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ code: 'not_ready', detail: 'draining: no new rooms are opened' });
  expect((await app.inject('/healthz')).statusCode).toBe(200);
  app.drain.cancel();
  expect((await app.inject('/readyz')).statusCode).toBe(200);
  // Whoever asks every second writes no log.
  expect(logged.join('')).not.toContain('readyz');
});

test('[LO2] a request that fails or changes something leaves a line with its id and its route, not its address', async () => {
  await app.inject('/api/rooms/garden');
  await app.inject('/api/rooms/Rose%20Garden');
  await app.inject({ method: 'DELETE', url: '/api/recordings/secret-garden' });
  const lines = logged.map((line) => JSON.parse(line) as { reqId?: string; route?: string; status?: number });
  const requests = lines.filter(({ reqId }) => reqId !== undefined);
  expect(requests).toMatchObject([
    { reqId: 'req-2', route: '/api/rooms/:room', status: 400, method: 'GET' },
    { reqId: 'req-3', route: '/api/recordings/:recordingId', status: 401, method: 'DELETE' },
  ]);
  expect(logged.join('').toLowerCase()).not.toContain('garden');
});

test('[LM6] the log of the whole server has no name, token or address of a client', async () => {
  const { socket, frames } = connect();
  await expect.poll(() => frames.length).toBe(1);
  socket.send(joinFrame);
  await expect.poll(() => frames.length).toBe(2);
  await app.inject('/api/rooms/garden');
  await app.inject('/api/rooms/%FF');
  const log = logged.filter((line) => !line.includes('Server listening')).join('');
  expect(log).toContain('peer joined');
  const { data } = frames[1] as unknown as { data: { resumeToken: string } };
  for (const secret of ['Ana', data.resumeToken, '127.0.0.1', 'remoteAddress', 'garden']) {
    expect(log).not.toContain(secret);
  }
});

test('the metrics are for whoever has the token, and tell of calls and sockets but of nobody', async () => {
  const { socket, frames } = connect();
  await expect.poll(() => frames.length).toBe(1);
  socket.send(joinFrame);
  await expect.poll(() => frames.length).toBe(2);
  socket.send(joinFrame);
  await expect.poll(() => frames.length).toBe(3);

  for (const authorization of ['', 'Bearer another', metricsToken, `Basic ${metricsToken}`]) {
    const refused = await app.inject({ url: '/metrics', headers: { authorization } });
    expect(refused.statusCode).toBe(401);
    expect(refused.body).not.toContain('parley_');
  }
  const authorization = `Bearer ${metricsToken}`;
  const metrics = await app.inject({ url: '/metrics', headers: { authorization } });
  expect(metrics.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  for (const line of [
    'parley_rooms 1',
    'parley_people 1',
    'parley_joins_total{kind="new"} 1',
    'parley_joins_refused_total{code="already_joined"} 1',
    'parley_sockets{carrier="websocket"} 1',
    'parley_sockets{carrier="socketio"} 0',
    'parley_recordings_running 0',
    'parley_recordings{place="disk"} 0',
    'parley_films_queued 0',
    'parley_recordings_failed_total{cause="disk"} 0',
    'parley_draining 0',
    'parley_http_requests_total{method="GET",route="/metrics",status="401"} 4',
  ]) {
    expect(metrics.body.split('\n')).toContain(line);
  }
  for (const secret of ['Ana', 'garden', '127.0.0.1']) expect(metrics.body).not.toContain(secret);

  socket.close();
  const later = async () => (await app.inject({ url: '/metrics', headers: { authorization } })).body;
  await expect.poll(later).toContain('parley_sockets{carrier="websocket"} 0');
});

test('without a token there are no metrics', async () => {
  const other = await buildApp({
    config: readConfig({ DATA_DIR: join(dir, 'other'), LOG_LEVEL: 'silent', TURN_BUNDLED: 'false' }),
    clientDir: join(dir, 'client'),
    sfu: new FakeSfu(),
  });
  expect((await other.inject('/metrics')).statusCode).toBe(404);
  await other.close();
});

test('the page is served at the root, at every room and at the recordings, and may only talk to where it came from', async () => {
  for (const url of ['/', '/r/garden', '/r/%D1%81%D0%B0%D0%B4', '/recordings', '/recordings/r1', '/admin']) {
    const response = await app.inject(url);
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('<title>Parley</title>');
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    expect(response.headers['content-security-policy']).toContain("script-src 'self'");
    expect(response.headers['permissions-policy']).toContain('camera=(self)');
  }
});

test('what is named by its content is kept for ever, and comes compressed as the browser takes it', async () => {
  for (const [accepted, encoding] of [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['', undefined],
  ] as const) {
    const url = '/assets/main-abc.js';
    const { statusCode, headers, body } = await app.inject({ url, headers: { 'accept-encoding': accepted } });
    expect([statusCode, body]).toEqual([200, encoding ?? 'export {};']);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-type']).toContain('javascript');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['vary']).toContain('accept-encoding');
  }
});

test('the page can be installed, under the name, the logo and the colours of the host', async () => {
  expect((await app.inject('/manifest.webmanifest')).json()).toMatchObject({ name: 'Parley' });
  writeFileSync(join(dir, 'mark.svg'), '<svg/>');
  const THEME = join(dir, 'theme.json');
  writeFileSync(
    THEME,
    JSON.stringify({ name: 'Acme Talk', logo: 'mark.svg', colours: { accent: '#aa0000', stage: '#123456' } }),
  );
  const other = await buildApp({
    config: readConfig({ DATA_DIR: join(dir, 'other'), LOG_LEVEL: 'silent', TURN_BUNDLED: 'false', THEME }),
    clientDir: join(dir, 'client'),
    sfu: new FakeSfu(),
  });
  for (const path of ['/r/garden', '/offline.html']) {
    const page = (await other.inject(path)).body;
    expect(page).toContain('<title>Acme Talk</title>');
    expect(page).toContain('name="application-name" content="Acme Talk"');
    expect(page).toContain('<meta name="parley-logo" content="/theme/logo.svg" />');
    expect(page).toContain('media="(prefers-color-scheme: dark)" content="#123456"');
  }
  const manifest = await other.inject('/manifest.webmanifest');
  expect(manifest.headers['content-type']).toContain('application/manifest+json');
  expect(manifest.json()).toMatchObject({
    name: 'Acme Talk',
    icons: [{ src: '/theme/logo.svg' }],
    background_color: '#123456',
    theme_color: '#123456',
  });
  expect((await other.inject('/theme/colours.css')).body).toContain('--accent: #aa0000;');
  const logo = await other.inject('/theme/logo.svg');
  expect([logo.headers['content-type'], logo.body]).toEqual(['image/svg+xml', '<svg/>']);
  // A drawing may hold code: nothing of it runs.
  expect(logo.headers['content-security-policy']).toContain("default-src 'none'");
  await other.close();
});

test('[OR2] a page of a named origin may ask, after its preflight; another one may not', async () => {
  const ask = (method: 'GET' | 'OPTIONS', origin: string) =>
    app.inject({
      method,
      url: '/api/rooms/garden',
      headers: { origin, 'access-control-request-method': 'GET' },
    });
  const friend = 'https://friend.example';
  expect((await ask('OPTIONS', friend)).headers['access-control-allow-origin']).toBe(friend);
  expect((await ask('GET', friend)).headers['access-control-allow-origin']).toBe(friend);
  expect((await ask('GET', 'https://stranger.example')).headers).not.toHaveProperty(
    'access-control-allow-origin',
  );
});

test('an upgrade that is for nobody is refused, and the SFU ends with the server', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/nothing`);
  const [error] = (await once(socket, 'error')) as [Error];
  expect(error.message).toContain('404');
  await app.close();
  expect(sfu.closed).toBe(true);
});
