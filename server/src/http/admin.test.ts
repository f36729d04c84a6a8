import { NodeState, RoomState, type ServerFrame } from '@parley/protocol';
import { Ajv } from 'ajv';
import type { FastifyInstance } from 'fastify';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { buildApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';
import { vp8SimulcastParameters } from '../testing/rtp.ts';
import { joinData } from '../testing/TestClient.ts';

const key = 'the-operators-key-of-the-tests-0123456789';

let dir = '';
let app: FastifyInstance;
let sfu: FakeSfu;
let logged: string[];
let sockets: WebSocket[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-admin-'));
  sfu = new FakeSfu();
  logged = [];
  sockets = [];
  app = await buildApp({
    config: readConfig({ DATA_DIR: dir, TURN_BUNDLED: 'false', ADMIN_KEY: key, DIRECT_CALLS: 'false' }),
    clientDir: join(dir, 'no-client'),
    logTo: { write: (line) => void logged.push(line) },
    sfu,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await app.close();
  rmSync(dir, { recursive: true });
});

/** Somebody who joins a room and sends a camera. */
async function joined(room: string, displayName: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${(app.server.address() as AddressInfo).port}/ws`);
  sockets.push(socket);
  const frames: ServerFrame[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as ServerFrame));
  const closed = new Promise<string>((resolve) => {
    socket.on('close', (_code, reason) => resolve(reason.toString()));
  });
  await expect.poll(() => frames.length).toBe(1);
  const ask = async (id: number, method: string, data: object): Promise<{ data: unknown }> => {
    socket.send(JSON.stringify({ kind: 'request', id, method, data }));
    const answer = () => frames.find((frame) => frame.kind === 'response' && frame.id === id);
    await expect.poll(answer).toMatchObject({ ok: true });
    return answer() as unknown as { data: unknown };
  };
  const { data } = await ask(1, 'join', joinData({ room, displayName }));
  const snapshot = data as { self: { id: string }; media: { id: string } };
  const track = { id: 'camera', kind: 'video', source: 'camera', muted: false };
  await ask(2, 'produce', { mediaId: snapshot.media.id, track, rtpParameters: vp8SimulcastParameters });
  return { id: snapshot.self.id, closed };
}

function asked(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
  return app.inject({
    method,
    url: `/api/admin${path}`,
    headers: { authorization: `Bearer ${key}` },
    ...(body && { payload: body }),
  });
}

const nodeState = async (): Promise<NodeState> => (await asked('GET', '/node')).json();

test.each([
  ['GET', '/node'],
  ['GET', '/rooms/x'],
  ['DELETE', '/rooms/x'],
  ['DELETE', '/rooms/x/people/y'],
  ['POST', '/drain'],
  ['DELETE', '/drain'],
] as const)('[AD1] %s %s is for the operator only', async (method, path) => {
  const url = `/api/admin${path}`;
  const without = await app.inject({ method, url });
  expect([without.statusCode, without.json<{ code: string }>().code]).toEqual([401, 'unauthorized']);
  const wrong = await app.inject({ method, url, headers: { authorization: 'Bearer another-key' } });
  expect([wrong.statusCode, wrong.json<{ code: string }>().code]).toEqual([401, 'unauthorized']);
  expect(wrong.headers['cache-control']).toBe('no-store');
});

test('[AD2] the state of the server has its rooms with what comes and goes, and fits its schema', async () => {
  await joined('garden', 'Ana');
  await joined('garden', 'Ben');
  await joined('kitchen', 'Cleo');
  const answer = await asked('GET', '/node');
  expect(answer.headers['cache-control']).toBe('no-store');
  const state: NodeState = answer.json();
  const check = new Ajv().compile(NodeState);
  check(state);
  expect(check.errors).toBeNull();
  expect(state).toMatchObject({
    missing: [],
    people: 3,
    recordings: { running: [], finished: 0 },
    errors: [],
  });
  expect(state.disk?.totalBytes).toBeGreaterThan(state.disk?.freeBytes ?? Infinity);
  // Ana's browser has not asked for Ben's camera, which came later.
  const garden = { people: 2, tracks: 2, direct: false, bitsIn: 2_000_000, bitsOut: 1_000_000 };
  expect(state.rooms).toMatchObject([
    { name: 'garden', ...garden },
    { name: 'kitchen', people: 1, tracks: 1, bitsIn: 1_000_000, bitsOut: 0 },
  ]);
});

test('[AD2] where the disk of recordings fails, the rest is told all the same, and the log says why', async () => {
  await joined('garden', 'Ana');
  symlinkSync('recordings', join(dir, 'recordings'));
  const state = await nodeState();
  expect(state).toMatchObject({ people: 1, rooms: [{ name: 'garden' }] });
  expect(state).not.toHaveProperty('disk');
  const check = new Ajv().compile(NodeState);
  check(state);
  expect(check.errors).toBeNull();
  const now = () => nodeState().then(({ errors }) => errors.map(({ message }) => message));
  await expect.poll(now, { timeout: 5_000 }).toContain('the disk of recordings cannot be read');
});

test('[AD2] several who look at the same time share one reading', async () => {
  await joined('garden', 'Ana');
  const [first, second] = await Promise.all([nodeState(), nodeState()]);
  expect(second.at).toBe(first.at);
});

test('[AD3] a room has its people with what each sends, and how it comes', async () => {
  const ana = await joined('garden', 'Ana');
  await joined('garden', 'Ben');
  const [{ roomId } = { roomId: '' }] = (await nodeState()).rooms;
  const state: RoomState = (await asked('GET', `/rooms/${roomId}`)).json();
  const check = new Ajv().compile(RoomState);
  check(state);
  expect(check.errors).toBeNull();
  expect(state.people).toMatchObject([
    {
      peerId: ana.id,
      displayName: 'Ana',
      role: 'host',
      away: false,
      path: 'udp',
      roundTrip: 20,
      tracks: [{ trackId: 'camera', source: 'camera', muted: false, bits: 1_000_000 }],
    },
    { displayName: 'Ben', role: 'participant' },
  ]);
});

test('[AD4] a room is ended for everybody in it, and for nobody else', async () => {
  const ana = await joined('garden', 'Ana');
  await joined('kitchen', 'Cleo');
  const [{ roomId } = { roomId: '' }] = (await nodeState()).rooms;
  expect((await asked('DELETE', `/rooms/${roomId}`)).statusCode).toBe(204);
  expect(await ana.closed).toBe('ended');
  const gone = await asked('DELETE', `/rooms/${roomId}`);
  expect([gone.statusCode, gone.json<{ code: string }>().code]).toEqual([404, 'not_found']);
  expect((await app.inject('/api/rooms/kitchen')).json()).toMatchObject({ peers: 1 });
});

test('[AD5] a person is removed, and the others stay', async () => {
  const ana = await joined('garden', 'Ana');
  const ben = await joined('garden', 'Ben');
  const [{ roomId } = { roomId: '' }] = (await nodeState()).rooms;
  expect((await asked('DELETE', `/rooms/${roomId}/people/${ben.id}`)).statusCode).toBe(204);
  expect(await ben.closed).toBe('removed');
  const again = await asked('DELETE', `/rooms/${roomId}/people/${ben.id}`);
  expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([404, 'not_found']);
  expect((await asked('DELETE', `/rooms/nowhere/people/${ana.id}`)).statusCode).toBe(404);
  const { people } = (await asked('GET', `/rooms/${roomId}`)).json<RoomState>();
  expect(people.map(({ displayName }) => displayName)).toEqual(['Ana']);
});

test('[AD6] the server is drained and is not any more, and its state says so', async () => {
  await joined('garden', 'Ana');
  const before = Date.now();
  const { startedAt, endsAt } = (await asked('POST', '/drain', { seconds: 600 })).json<
    NonNullable<NodeState['draining']>
  >();
  expect(startedAt).toBeGreaterThanOrEqual(before);
  expect(endsAt).toBe(startedAt + 600_000);
  expect(await nodeState()).toMatchObject({
    draining: { startedAt, endsAt },
    missing: ['draining: no new rooms are opened'],
  });
  expect((await asked('DELETE', '/drain')).statusCode).toBe(204);
  expect((await app.inject('/readyz')).statusCode).toBe(200);
});

test.each([[{ seconds: -1 }], [{ seconds: '600' }], [{ minutes: 1 }], [[]]])(
  '[AD6] a drain that is asked for as %j is refused',
  async (body) => {
    const answer = await asked('POST', '/drain', body);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'invalid_request']);
    expect((await app.inject('/readyz')).statusCode).toBe(200);
  },
);

test('[AD7] what the operator does is in the log, by ids, and in nothing else of it is a name', async () => {
  const ana = await joined('garden', 'Ana');
  const [{ roomId } = { roomId: '' }] = (await nodeState()).rooms;
  await asked('DELETE', `/rooms/${roomId}/people/${ana.id}`);
  const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'the operator removed a person', roomId, peerId: ana.id }),
  );
  expect(logged.join('')).not.toMatch(/garden|Ana/);
  expect(logged.join('')).not.toContain(key);
});
