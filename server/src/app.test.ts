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

let dir = '';
let app: FastifyInstance;
let sfu: FakeSfu;
let logged: string[];
let port: number;
let sockets: WebSocket[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-app-'));
  mkdirSync(join(dir, 'client/assets'), { recursive: true });
  writeFileSync(join(dir, 'client/index.html'), '<!doctype html><title>Parley</title>');
  writeFileSync(join(dir, 'client/assets/main-abc.js'), 'export {};');
  sfu = new FakeSfu();
  logged = [];
  sockets = [];
  app = await buildApp({
    config: readConfig({
      DATA_DIR: join(dir, 'data'),
      LOG_LEVEL: 'debug',
      TURN_BUNDLED: 'false',
      ALLOWED_ORIGINS: '["https://friend.example"]',
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
  expect((await app.inject('/api/rooms/garden')).json()).toEqual({ name: 'garden', peers: 1 });
  expect((await app.inject('/healthz')).json()).toMatchObject({ status: 'ok', rooms: 1 });
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
  for (const secret of ['Ana', data.resumeToken, '127.0.0.1', 'remoteAddress']) {
    expect(log).not.toContain(secret);
  }
});

test('the page is served at the root and at every room, and may only talk to where it came from', async () => {
  for (const url of ['/', '/r/garden', '/r/%D1%81%D0%B0%D0%B4']) {
    const response = await app.inject(url);
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('<title>Parley</title>');
    expect(response.headers['cache-control']).toBe('no-cache');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    expect(response.headers['content-security-policy']).toContain("script-src 'self'");
    expect(response.headers['permissions-policy']).toContain('camera=(self)');
  }
  const asset = await app.inject('/assets/main-abc.js');
  expect(asset.headers['cache-control']).toContain('immutable');
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

test('what is not there is 404, what is no room’s name 400, and neither says more', async () => {
  expect((await app.inject('/nothing')).statusCode).toBe(404);
  expect((await app.inject('/../../package.json')).statusCode).toBe(404);
  expect((await app.inject('/api/rooms/No%20Name')).json()).toEqual({
    code: 'invalid_request',
    message: 'that is not a room name',
  });
});
