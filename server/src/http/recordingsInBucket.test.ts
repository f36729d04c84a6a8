// Recordings that are in a bucket only, by HTTP, on the whole server.
import type { RecordingDetails, RecordingList } from '@parley/protocol';
import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { S3Store } from '../recordings/S3Store.ts';
import { memoryFile } from '../recordings/storeContract.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';
import { madeBytes, madeManifest, recordingId } from '../testing/madeRecording.ts';
import { S3Server } from '../testing/s3Server.ts';

const adminKey = 'the-key-of-the-operator';
const headers = { authorization: `Bearer ${adminKey}` };
const path = `/api/recordings/${recordingId}`;
const voice = `${path}/files/ana-voice-1.webm`;
const size = 20_000_000;

// The client of S3 tries thrice by itself, with pauses.
vi.setConfig({ testTimeout: 30_000 });

let dir = '';
let server: S3Server;
let bucket: S3Store;
let app: FastifyInstance;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-bucket-'));
  server = await S3Server.start('parley/');
  bucket = await S3Store.open(server.options);
  await bucket.keep(recordingId, 'ana-voice-1.webm', memoryFile(madeBytes(size), 'v1'));
  const manifest = Buffer.from(JSON.stringify(madeManifest()));
  await bucket.keep(recordingId, 'manifest.json', memoryFile(manifest));
  app = await buildApp({
    config: readConfig({
      DATA_DIR: dir,
      LOG_LEVEL: 'silent',
      TURN_BUNDLED: 'false',
      ADMIN_KEY: adminKey,
      S3_BUCKET: server.options.bucket,
      S3_ENDPOINT: server.options.endpoint,
      S3_PREFIX: 'parley',
      S3_PATH_STYLE: 'true',
      S3_ACCESS_KEY_ID: server.options.credentials?.accessKeyId,
      S3_SECRET_ACCESS_KEY: server.options.credentials?.secretAccessKey,
    }),
    clientDir: join(dir, 'none'),
    sfu: new FakeSfu(),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  await vi.waitFor(async () => {
    if ((await list()).recordings.length === 0) throw new Error('nothing was taken up yet');
  });
});

afterEach(async () => {
  await app.close();
  bucket.close();
  await server.close();
  rmSync(dir, { recursive: true });
});

const list = async () => (await app.inject({ url: '/api/recordings', headers })).json<RecordingList>();

test('[ST13] they are listed, and their files are sent in part', async () => {
  const details = (await app.inject({ url: path, headers })).json<RecordingDetails>();
  expect(details).toMatchObject({ place: 'bucket', room: 'garden', tracks: [{ parts: [{ bytes: size }] }] });
  const range = { ...headers, range: 'bytes=100-199' };
  const part = await app.inject({ url: voice, headers: range });
  expect([part.statusCode, part.headers.etag]).toEqual([206, '"v1"']);
  expect(part.rawPayload.equals(madeBytes(size).subarray(100, 200))).toBe(true);
  const asked = server.requests.length;
  const head = await app.inject({ method: 'HEAD', url: voice, headers });
  expect(head.headers['content-length']).toBe(String(size));
  expect(
    (await app.inject({ url: voice, headers: { ...headers, 'if-none-match': '"v1"' } })).statusCode,
  ).toBe(304);
  expect(server.requests.slice(asked).map(({ method }) => method)).toEqual(['HEAD', 'HEAD']);
});

test('[LB12] the bucket stops sending when whoever asked goes away', async () => {
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET ${voice} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${adminKey}\r\n\r\n`);
  await once(socket, 'data');
  socket.pause();
  expect(server.sending).toBe(1);
  socket.destroy();
  await expect.poll(() => server.sending).toBe(0);
});

test('[ST12] while the bucket does not answer, that is said, and nothing is deleted', async () => {
  server.refuses = () => true;
  for (const method of ['GET', 'DELETE'] as const) {
    const answer = await app.inject({ method, url: method === 'GET' ? voice : path, headers });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, 'unavailable']);
  }
  server.refuses = () => false;
  expect((await app.inject({ method: 'DELETE', url: path, headers })).statusCode).toBe(204);
  expect((await bucket.files(recordingId)).size).toBe(0);
});
