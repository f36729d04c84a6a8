// Over 300 lines: rooms, join tokens and the key by the API, on one whole server, and people who come in over sockets.
import { MadeToken, RoomDetails, RoomDetailsList, RoomView, type ResponseFrame } from '@parley/protocol';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { buildApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { joinData } from '../testing/TestClient.ts';

const apiKey = 'the-key-of-the-api';

let dir = '';
let app: FastifyInstance;
let clock: FakeClock;
let logged: string[];
let sockets: WebSocket[];

async function start(settings: Record<string, string> = {}): Promise<FastifyInstance> {
  app = await buildApp({
    config: readConfig({
      DATA_DIR: dir,
      LOG_LEVEL: 'info',
      TURN_BUNDLED: 'false',
      TRUST_PROXY: 'true',
      AUTH: 'token',
      API_KEY: apiKey,
      ...settings,
    }),
    clientDir: join(dir, 'none'),
    logTo: { write: (line) => void logged.push(line) },
    clock,
    sfu: new FakeSfu(),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return app;
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-rooms-'));
  clock = new FakeClock();
  logged = [];
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await app.close();
  rmSync(dir, { recursive: true });
});

const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, key = apiKey) => {
  const headers = { authorization: `Bearer ${key}`, host: 'meet.example' };
  const asked: InjectOptions = { method, url, headers };
  return app.inject(payload ? { ...asked, payload } : asked);
};

/** What was answered, once it is sure to fit. */
function shaped<T extends TSchema>(schema: T, answer: { json(): unknown }) {
  const value = answer.json();
  Value.Assert(schema, value);
  return value;
}

const make = async (wish: object) => shaped(RoomDetails, await ask('POST', '/api/rooms', wish));
const tokenFor = async (room: string, wish: object = {}) =>
  shaped(MadeToken, await ask('POST', `/api/rooms/${room}/tokens`, wish));
const codeOf = (answer: { json(): unknown }) => (answer.json() as { code?: string }).code;

/** Somebody with a socket of their own. */
async function connect() {
  const socket = new WebSocket(`ws://127.0.0.1:${(app.server.address() as AddressInfo).port}/ws`);
  sockets.push(socket);
  const closed = once(socket, 'close').then(([, reason]) => String(reason));
  await once(socket, 'open');
  let id = 0;
  const request = (method: string, data: object) =>
    new Promise<string>((resolve) => {
      const own = (id += 1);
      socket.on('message', (text: Buffer) => {
        const frame = JSON.parse(text.toString()) as ResponseFrame;
        if (frame.kind === 'response' && frame.id === own) resolve(frame.ok ? 'ok' : frame.error.code);
      });
      socket.send(JSON.stringify({ kind: 'request', id: own, method, data }));
    });
  return {
    closed,
    join: (overrides: object) => request('join', { ...joinData(), ...overrides }),
    ping: () => request('ping', {}),
  };
}

describe('a room', () => {
  test('[RM1] is made under a name or a made-up one, with its rules, and is there without anybody in it', async () => {
    await start();
    const answer = await ask('POST', '/api/rooms', {
      name: 'garden',
      locked: true,
      waitingRoom: true,
      passcode: 'open sesame',
      allowed: ['chat'],
      videoCodec: 'av1',
      maxPeers: 2,
      expiresIn: 3_600,
    });
    expect([answer.statusCode, answer.headers['location']]).toEqual([201, '/api/rooms/garden/details']);
    const garden = {
      name: 'garden',
      link: 'http://meet.example/r/garden',
      made: true,
      createdAt: new Date(clock.now()).toISOString(),
      expiresAt: new Date(clock.now() + 3_600_000).toISOString(),
      peers: 0,
      locked: true,
      waitingRoom: true,
      passcode: true,
      allowed: ['chat'],
      recorded: false,
      videoCodec: 'av1',
      maxPeers: 2,
      recording: 'never',
    };
    expect(shaped(RoomDetails, answer)).toEqual(garden);
    expect((await make({})).name).toMatch(/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    expect((await ask('GET', '/api/rooms/garden/details')).json()).toEqual(garden);
    const { rooms } = shaped(RoomDetailsList, await ask('GET', '/api/rooms'));
    expect(rooms.map(({ name }) => name)).toContain('garden');
    expect(rooms).toHaveLength(2);
    const { token } = await tokenFor('garden', { role: 'viewer', name: 'Ana' });
    const view = shaped(RoomView, await ask('GET', '/api/rooms/garden', undefined, token));
    expect(view).toMatchObject({ locked: true, passcode: true, you: { role: 'viewer', displayName: 'Ana' } });
  });

  test('[RM2] is as it was made for whoever comes first, whatever their page asks for', async () => {
    await start();
    await make({
      name: 'garden',
      waitingRoom: true,
      passcode: 'open sesame',
      maxPeers: 1,
      videoCodec: 'vp9',
    });
    const guest = await connect();
    const { token } = await tokenFor('garden');
    expect(await guest.join({ token })).toBe('passcode_required');
    expect(await guest.join({ token, passcode: 'open sesame' })).toBe('waiting_room');
    const host = await connect();
    const hosts = await tokenFor('garden', { role: 'host' });
    expect(await host.join({ token: hosts.token, settings: { videoCodec: 'vp8' } })).toBe('ok');
    expect(shaped(RoomDetails, await ask('GET', '/api/rooms/garden/details'))).toMatchObject({
      peers: 1,
      videoCodec: 'vp9',
    });
    expect(await (await connect()).join({ token: hosts.token })).toBe('room_full');
  });

  test('[RM3] outlives the server, and what cannot be read of one keeps it from nothing', async () => {
    await start();
    const before = await make({ name: 'garden', passcode: 'open sesame' });
    await app.close();
    const [file = ''] = readdirSync(join(dir, 'rooms'));
    expect(readFileSync(join(dir, 'rooms', file), 'utf8')).not.toContain('sesame');
    writeFileSync(join(dir, 'rooms', 'damaged.json'), '{"version":1,"plan":{"name":"../x"}}');
    await start();
    expect(shaped(RoomDetailsList, await ask('GET', '/api/rooms')).rooms).toEqual([before]);
    const { token } = await tokenFor('garden');
    expect(await (await connect()).join({ token })).toBe('passcode_required');
    expect(await (await connect()).join({ token, passcode: 'open sesame' })).toBe('ok');
    expect(readdirSync(join(dir, 'rooms'))).toContain('damaged.json.damaged');
  });

  test('[RM4] is forgotten when its time is over, and the call in it goes on', async () => {
    await start();
    await make({ name: 'garden', expiresIn: 60 });
    await make({ name: 'terrace', expiresIn: 60 });
    const { token } = await tokenFor('garden');
    const ana = await connect();
    expect(await ana.join({ token })).toBe('ok');
    for (let seconds = 0; seconds < 60; seconds += 10) {
      clock.advance(10_000);
      await ana.ping();
    }
    const { rooms } = shaped(RoomDetailsList, await ask('GET', '/api/rooms'));
    expect(rooms.map(({ name, made }) => [name, made])).toEqual([['garden', false]]);
    expect(readdirSync(join(dir, 'rooms'))).toEqual([]);
  });

  test('[RM5] is ended for everybody in it, and gone', async () => {
    await start();
    await make({ name: 'garden' });
    const ana = await connect();
    expect(await ana.join({ token: (await tokenFor('garden')).token })).toBe('ok');
    expect((await ask('DELETE', '/api/rooms/garden')).statusCode).toBe(204);
    expect(await ana.closed).toBe('ended');
    expect(codeOf(await ask('DELETE', '/api/rooms/garden'))).toBe('not_found');
    expect(codeOf(await ask('GET', '/api/rooms/garden/details'))).toBe('not_found');
    // One that nobody made can be ended as well.
    const ben = await connect();
    expect(await ben.join({ room: 'terrace', token: (await tokenFor('terrace')).token })).toBe('ok');
    expect((await ask('DELETE', '/api/rooms/terrace')).statusCode).toBe(204);
    expect(await ben.closed).toBe('ended');
  });

  test('[RM1] of a name that there is is not made a second time', async () => {
    await start();
    await make({ name: 'garden' });
    expect(codeOf(await ask('POST', '/api/rooms', { name: 'garden' }))).toBe('room_exists');
    const twice = await Promise.all([1, 2].map(() => ask('POST', '/api/rooms', { name: 'terrace' })));
    expect(twice.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const { token } = await tokenFor('yard');
    expect(await (await connect()).join({ room: 'yard', token })).toBe('ok');
    expect(codeOf(await ask('POST', '/api/rooms', { name: 'yard' }))).toBe('room_exists');
  });

  test.each([
    { name: 'Garden' },
    { name: '../etc' },
    { name: '' },
    { locked: 'yes' },
    { passcode: '' },
    { passcode: 'x'.repeat(65) },
    { allowed: ['everything'] },
    { videoCodec: 'theora' },
    { maxPeers: 0 },
    { maxPeers: 201 },
    { maxPeers: '2' },
    { recording: 'always' },
    { expiresIn: 1 },
    { expiresIn: 1e12 },
    { host: 'me' },
    [[]],
  ])('[RM1] is not made as %j', async (wish) => {
    await start();
    const answer = await ask('POST', '/api/rooms', wish);
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'invalid_request']);
    expect(shaped(RoomDetailsList, await ask('GET', '/api/rooms')).rooms).toEqual([]);
  });

  test('[RM1] that only hosts could open is not made where nobody is one before', async () => {
    await start({ AUTH: 'open' });
    for (const wish of [{ locked: true }, { waitingRoom: true }]) {
      expect(codeOf(await ask('POST', '/api/rooms', wish))).toBe('invalid_request');
    }
    await make({ name: 'garden', passcode: 'open sesame' });
    expect(await (await connect()).join({})).toBe('passcode_required');
    expect(await (await connect()).join({ passcode: 'open sesame' })).toBe('ok');
  });
});

describe('a token', () => {
  test('[RM6] is for one room and an hour, unless more is said, and comes with the link that carries it', async () => {
    await start({ PUBLIC_URL: 'https://meet.example/' });
    const { token, link, expiresAt } = await tokenFor('garden', { role: 'host', name: 'Ana', sub: 'ana' });
    expect(link).toBe(`https://meet.example/r/garden#token=${token}`);
    expect(Date.parse(expiresAt)).toBe(clock.now() + 3_600_000);
    expect(await (await connect()).join({ token })).toBe('ok');
    expect(await (await connect()).join({ room: 'terrace', token })).toBe('token_other_room');
    clock.advance(3_700_000);
    expect(await (await connect()).join({ token })).toBe('token_expired');
    // Without a body everything is as usual.
    for (const url of ['/api/rooms/garden/tokens', '/api/rooms'])
      expect((await ask('POST', url)).statusCode).toBe(201);
  });

  test.each([{ role: 'admin' }, { name: 'Ana\u202E' }, { room: '*' }, { expiresIn: 59 }, { exp: 1 }])(
    '[RM6] is not made as %j',
    async (wish) => {
      await start();
      expect(codeOf(await ask('POST', '/api/rooms/garden/tokens', wish))).toBe('invalid_request');
    },
  );

  test('[RM6] is made where this server makes them, and nowhere else', async () => {
    await start({ AUTH: 'open' });
    expect(codeOf(await ask('POST', '/api/rooms/garden/tokens', {}))).toBe('tokens_not_made');
    await app.close();
    mkdirSync(join(dir, 'keys'));
    await start({ TOKEN_JWKS_URL: join(dir, 'keys') });
    expect(codeOf(await ask('POST', '/api/rooms/garden/tokens', {}))).toBe('tokens_not_made');
    expect(readdirSync(dir)).not.toContain('token-secret');
  });
});

test('[JT1] what is known of a room is for whoever has a token for it, or where nobody needs one', async () => {
  await start();
  await make({ name: 'garden' });
  const view = (key?: string) =>
    app.inject({
      url: '/api/rooms/garden',
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    });
  const { token } = await tokenFor('garden');
  const other = await tokenFor('terrace');
  const refusals = [
    [await view(), 401, 'token_required'],
    [await view('forged.token.x'), 401, 'token_invalid'],
    [await view('x'.repeat(5_000)), 401, 'token_invalid'],
    [await view(other.token), 403, 'token_other_room'],
    // It makes rooms, and is no way into one.
    [await view(apiKey), 401, 'token_invalid'],
  ] as const;
  for (const [answer, status, code] of refusals) {
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  }
  expect(shaped(RoomView, await view(token))).toMatchObject({ peers: 0, you: { role: 'participant' } });
  clock.advance(3_700_000);
  expect(codeOf(await view(token))).toBe('token_expired');
  expect(logged.join('')).not.toContain(token);
  await app.close();
  await start({ AUTH: 'open' });
  expect(shaped(RoomView, await view('anything'))).not.toHaveProperty('you');
});

describe('the key', () => {
  const requests = [
    ['POST', '/api/rooms'],
    ['GET', '/api/rooms'],
    ['GET', '/api/rooms/garden/details'],
    ['DELETE', '/api/rooms/garden'],
    ['POST', '/api/rooms/garden/tokens'],
  ] as const;

  test('[RM7] is asked for before anything of the request is read', async () => {
    await start();
    for (const [method, url] of requests) {
      const refused = await app.inject({
        method,
        url,
        payload: 'not JSON',
        headers: { 'content-type': 'application/json' },
      });
      expect([url, refused.statusCode, codeOf(refused)]).toEqual([url, 401, 'unauthorized']);
    }
  });

  test('[RM7] a wrong one is told so after a while, and after ten none is looked at, of that client', async () => {
    await start();
    const from = (key: string) =>
      app.inject({
        url: '/api/rooms',
        headers: { authorization: `Bearer ${key}`, 'x-forwarded-for': '192.0.2.7' },
      });
    for (let tries = 0; tries < 10; tries += 1) {
      const answer = from(`wrong-${tries}`);
      await expect.poll(() => clock.pending.includes(Math.min(4_000, 250 * 2 ** tries))).toBe(true);
      clock.advance(4_000);
      expect(codeOf(await answer)).toBe('unauthorized');
    }
    expect(codeOf(await from(apiKey))).toBe('too_many_tries');
    expect((await ask('GET', '/api/rooms')).statusCode).toBe(200);
    expect(logged.join('')).not.toContain(apiKey);
  });

  test('[RM7] is made at the first start where people come in by tokens; else there is none, and none of this', async () => {
    await start({ API_KEY: '' });
    const key = readFileSync(join(dir, 'api-key'), 'utf8').trim();
    expect((await ask('GET', '/api/rooms', undefined, key)).statusCode).toBe(200);
    expect(logged.join('')).toContain(join(dir, 'api-key'));
    expect(logged.join('')).toContain(join(dir, 'token-secret'));
    expect(logged.join('')).not.toContain(key);
    await app.close();
    await start({ API_KEY: '', AUTH: 'open' });
    expect(codeOf(await ask('GET', '/api/rooms'))).toBe('not_found');
    expect(codeOf(await ask('POST', '/api/rooms', {}))).toBe('not_found');
  });

  test('[RM7] opens no recording, and the operator’s makes no rooms', async () => {
    const adminKey = 'the-key-of-the-operator';
    await start({ ADMIN_KEY: adminKey });
    const soon = async (asked: ReturnType<typeof ask>) => {
      await expect.poll(() => clock.pending.includes(250)).toBe(true);
      clock.advance(250);
      return codeOf(await asked);
    };
    expect(await soon(ask('GET', '/api/recordings'))).toBe('unauthorized');
    clock.advance(600_000);
    expect(await soon(ask('GET', '/api/rooms', undefined, adminKey))).toBe('unauthorized');
  });
});
