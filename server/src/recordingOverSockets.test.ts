// What somebody may do to a recording who speaks to the server by a socket of their own, without the page.
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerFrame, Snapshot } from '@parley/protocol';
import { readManifest } from '@parley/recorder/manifest';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { FakeSfu } from './sfu/FakeSfu.ts';
import { joinData } from './testing/TestClient.ts';

let dir = '';
let app: FastifyInstance;

async function start(settings: Record<string, string> = {}): Promise<void> {
  app = await buildApp({
    config: readConfig({
      DATA_DIR: dir,
      RECORDINGS_DIR: join(dir, 'recordings'),
      RECORDING: 'hosts',
      RECORDING_MIN_FREE_MB: '1',
      TURN_BUNDLED: 'false',
      ...settings,
    }),
    clientDir: join(dir, 'none'),
    logTo: { write: () => {} },
    sfu: new FakeSfu(),
    environment: process.env,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-sockets-'));
});
afterEach(async () => {
  await app.close();
  rmSync(dir, { recursive: true });
});

async function connect() {
  const { port } = app.server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  const frames: ServerFrame[] = [];
  socket.on('message', (text: Buffer) => frames.push(JSON.parse(text.toString()) as ServerFrame));
  await once(socket, 'open');
  let lastId = 0;
  /** Resolves with the result, or with the code of the error. */
  const ask = async (method: string, data: unknown): Promise<unknown> => {
    const id = (lastId += 1);
    socket.send(JSON.stringify({ kind: 'request', id, method, data }));
    const answer = () => frames.find((frame) => frame.kind === 'response' && frame.id === id);
    await vi.waitFor(() => expect(answer()).toBeDefined(), { timeout: 5_000 });
    const frame = answer();
    if (frame?.kind !== 'response') return undefined;
    return frame.ok ? frame.data : frame.error.code;
  };
  const told = (method: string) =>
    frames.filter((frame) => frame.kind === 'notification' && frame.method === method);
  return {
    ask,
    told,
    join: (room = 'garden') => ask('join', joinData({ room })),
    close: () => socket.close(),
  };
}

const folders = () => readdirSync(join(dir, 'recordings'));

test('[RG1] two hosts who begin one at once have begun one', async () => {
  await start();
  const [ana, ben] = [await connect(), await connect()];
  await ana.join();
  const { self } = (await ben.join()) as Snapshot;
  await ana.ask('setRole', { peerId: self.id, role: 'host' });
  const wish = { recording: 'on' };
  expect(await Promise.all([ana, ben, ana, ben].map((host) => host.ask('setRecording', wish)))).toEqual([
    {},
    {},
    {},
    {},
  ]);
  await vi.waitFor(() => expect(ben.told('recordingAccess')).toHaveLength(1));
  expect(ana.told('recordingAccess')).toHaveLength(1);
  await vi.waitFor(() => expect(folders()).toHaveLength(1), { timeout: 5_000 });
});

test('[RG1] who is no host neither begins, pauses nor ends one', async () => {
  await start();
  const [ana, ben, stranger] = [await connect(), await connect(), await connect()];
  await ana.join();
  await ben.join();
  for (const recording of ['on', 'paused', 'off']) {
    expect(await ben.ask('setRecording', { recording })).toBe('forbidden');
    expect(await stranger.ask('setRecording', { recording })).toBe('not_joined');
  }
  await ana.ask('setRecording', { recording: 'on' });
  for (const recording of ['paused', 'off']) {
    expect(await ben.ask('setRecording', { recording })).toBe('forbidden');
  }
  expect(await ben.ask('setRecording', { recording: 'for ever' })).toBe('invalid_request');
  expect(ben.told('recordingChanged')).toHaveLength(1);
  expect(ben.told('recordingAccess')).toEqual([]);
});

test.each([
  ['dots', '..'],
  ['a way out', '../../etc'],
  ['a slash', 'a/b'],
  ['a backslash', 'a\\b'],
  ['a NUL', 'a\0b'],
  ['a dot', '.'],
  ['five thousand letters', 'x'.repeat(5_000)],
])('[RG15] no room is called like %s, so that none is recorded under such a name', async (_, room) => {
  await start();
  const ana = await connect();
  expect(await ana.join(room)).toBe('invalid_request');
  expect(readdirSync(dir)).not.toContain('recordings');
});

test('[RG15] the folder of a recording has the name of the recording, and not that of the room', async () => {
  await start();
  const ana = await connect();
  const room = '花园'.repeat(32);
  await ana.join(room);
  await ana.ask('setRecording', { recording: 'on' });
  const [{ data } = { data: {} }] = ana.told('recordingAccess') as { data: { recordingId?: string } }[];
  expect(data.recordingId).toMatch(/^[\w-]{16}$/);
  await vi.waitFor(() => expect(folders()).toEqual([data.recordingId]), { timeout: 5_000 });
  await ana.ask('setRecording', { recording: 'off' });
  const path = join(dir, 'recordings', data.recordingId ?? '', 'manifest.json');
  await vi.waitFor(() => expect(readManifest(readFileSync(path, 'utf8'))).toMatchObject({ room }), {
    timeout: 5_000,
  });
});

test('[RG7] on a disk that is too full none begins', async () => {
  await start({ RECORDING_MIN_FREE_MB: '10000000' });
  const ana = await connect();
  await ana.join();
  expect(await ana.ask('setRecording', { recording: 'on' })).toBe('disk_full');
  expect(folders()).toEqual([]);
});
