// A recording as the recorder writes it, the whole server, and the composer itself, which needs ffmpeg.
import type { RecordingDetails } from '@parley/protocol';
import type { FastifyInstance } from 'fastify';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeMeeting } from '../../../composer/testing/meeting.ts';
import { buildApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';
import { recordingId } from '../testing/madeRecording.ts';

const adminKey = 'the-key-of-the-operator';
const headers = { authorization: `Bearer ${adminKey}` };
const path = `/api/recordings/${recordingId}`;
/** Two cores, and other tests on them. */
const patient = { timeout: 120_000, interval: 50 };

let dir = '';
let app: FastifyInstance;

async function start(): Promise<void> {
  app = await buildApp({
    config: readConfig({
      DATA_DIR: dir,
      RECORDINGS_DIR: join(dir, 'recordings'),
      LOG_LEVEL: 'error',
      TURN_BUNDLED: 'false',
      ADMIN_KEY: adminKey,
    }),
    clientDir: join(dir, 'none'),
    environment: process.env,
    sfu: new FakeSfu(),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
}

const details = async () => (await app.inject({ url: path, headers })).json<RecordingDetails>();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-real-'));
  const folder = join(dir, 'recordings', recordingId);
  mkdirSync(folder, { recursive: true });
  await makeMeeting(folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, recordingId }));
}, 60_000);

afterAll(async () => {
  await app.close();
  rmSync(dir, { recursive: true, maxRetries: 5 });
});

test('[FQ3] [FQ9] a film whose server was restarted in the middle is there, with a picture, and can be had in part', async () => {
  await start();
  await expect.poll(async () => (await details()).film?.state, patient).toBe('running');
  await app.close();
  await start();
  await expect.poll(async () => (await details()).film?.state, patient).toBe('done');
  const { film, preview, duration } = await details();
  expect(film?.problem).toBeUndefined();
  expect(Math.abs((film?.duration ?? 0) - duration)).toBeLessThan(3_000);
  expect(film?.chapters?.length).toBeGreaterThan(0);
  const part = await app.inject({
    url: `${path}/files/${film?.file?.file}`,
    headers: { ...headers, range: 'bytes=4-7' },
  });
  expect([part.statusCode, part.body]).toEqual([206, 'ftyp']);
  const picture = await app.inject({ url: `${path}/files/${preview}`, headers });
  expect([picture.headers['content-type'], picture.rawPayload.readUInt16BE(0)]).toEqual([
    'image/jpeg',
    0xffd8,
  ]);
}, 180_000);
