// Recordings in a bucket: a server that speaks S3, on this machine, and a composer that is a process.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { madeBytes, madeManifest, makeRecording, recordingId } from '../testing/madeRecording.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { S3Server } from '../testing/s3Server.ts';
import { testLibrary } from '../testing/testLibrary.ts';
import type { DescribedRecording } from './describe.ts';
import type { OpenLibrary } from './openLibrary.ts';
import { S3Store } from './S3Store.ts';
import { memoryFile } from './storeContract.ts';

const grid = { view: 'grid', format: 'mp4' } as const;
const tracks = ['ana-camera-1.mkv', 'ana-camera-2.webm', 'ana-voice-1.webm'];
const index = ['film.json', 'journal.jsonl', 'manifest.json', 'preview.jpg', 'upload.json'];
const patient = { timeout: 10_000 };

// The client of S3 tries thrice by itself, with pauses.
vi.setConfig({ testTimeout: 30_000 });

let dir = '';
let clock: FakeClock;
let log: MemoryLog;
let server: S3Server;
let bucket: S3Store;
let opened: OpenLibrary;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-uploads-'));
  clock = new FakeClock();
  log = new MemoryLog();
  server = await S3Server.start('parley/');
  bucket = await S3Store.open(server.options);
});

afterEach(async () => {
  await opened.close();
  bucket.close();
  await server.close();
  rmSync(dir, { recursive: true });
});

async function start(settings: Parameters<typeof testLibrary>[1] = {}): Promise<void> {
  opened = await testLibrary({ dir, clock, log }, { s3: server.options, film: grid, ...settings });
}

const details = (): Promise<DescribedRecording> => opened.library.details(recordingId);
const place = async () => (await details()).place;
const here = () => readdirSync(join(dir, recordingId)).toSorted();
const sent = () =>
  server.requests
    .filter(({ method, url }) => method === 'PUT' && !url.includes('film.json'))
    .map(({ url }) => url.replace(/.*\/([^/?]+)(?:\?(?:.*partNumber=(\d+))?.*)?$/, '$1 $2').trim());

test('[ST9] a finished recording goes into the bucket after its film, the manifest last, and its media leave the disk', async () => {
  makeRecording(dir);
  await start();
  await opened.ended(recordingId);
  await expect.poll(place, patient).toBe('bucket');
  await expect.poll(here, patient).toEqual(index);
  expect(sent()).toEqual([
    'ana-voice-1.webm',
    'ana-camera-1.mkv',
    'ana-camera-2.webm',
    'film-grid.mp4',
    'preview.jpg',
    'manifest.json',
  ]);
  const there = await details();
  expect(there.tracks.flatMap(({ parts }) => parts.map(({ bytes }) => bytes))).toEqual([1_000, 1_000, 1_000]);
  expect(there.film).toMatchObject({ state: 'done', file: { bytes: 5_000 } });
  const { content } = await opened.library.file(recordingId, 'ana-voice-1.webm');
  const part = await buffer(await content.read({ start: 100, end: 199 }));
  expect(part.equals(madeBytes(1_000).subarray(100, 200))).toBe(true);
});

test('[ST9] a file has the same version in the bucket, so that a download goes on', async () => {
  makeRecording(dir);
  await start();
  const before = (await opened.library.file(recordingId, 'ana-voice-1.webm')).content.version;
  await opened.ended(recordingId);
  await expect.poll(here, patient).toEqual(index);
  expect((await opened.library.file(recordingId, 'ana-voice-1.webm')).content.version).toBe(before);
});

test('[ST10] while the bucket fails everything stays here, and it is tried again, later each time', async () => {
  makeRecording(dir);
  server.refuses = ({ url }) => url.includes('manifest.json');
  await start({ film: undefined });
  await opened.ended(recordingId);
  for (const delay of [1_000, 2_000]) {
    await expect.poll(() => clock.pending, patient).toContain(delay);
    expect([await place(), here()]).toEqual(['uploading', expect.arrayContaining(tracks)]);
    clock.advance(delay);
  }
  await expect.poll(() => clock.pending, patient).toContain(4_000);
  server.refuses = () => false;
  clock.advance(4_000);
  await expect.poll(here, patient).toEqual(index.filter((file) => file !== 'film.json'));
  // What had come was not sent again.
  expect(sent().filter((file) => file === 'ana-voice-1.webm')).toHaveLength(1);
});

test('[ST10] what came but is not there any more is sent again before anything is deleted', async () => {
  makeRecording(dir);
  server.refuses = ({ url }) => url.includes('manifest.json');
  await start({ film: undefined });
  await opened.ended(recordingId);
  await expect.poll(() => clock.pending, patient).toContain(1_000);
  await bucket.keep(recordingId, 'ana-voice-1.webm', memoryFile(Buffer.from('short')));
  server.refuses = () => false;
  clock.advance(1_000);
  await expect.poll(() => clock.pending, patient).toContain(2_000);
  expect(here()).toEqual(expect.arrayContaining(tracks));
  clock.advance(2_000);
  await expect.poll(place, patient).toBe('bucket');
  expect((await bucket.files(recordingId)).get('ana-voice-1.webm')).toBe(1_000);
});

test('[ST11] a server that starts anew goes on behind the last part that came', async () => {
  const [voice] = madeManifest().tracks;
  const files = [
    { file: 'big.webm', codec: 'opus' as const, at: 0, duration: 60_000, bytes: 20 * 1024 * 1024 },
  ];
  makeRecording(dir, { tracks: voice ? [{ ...voice, files }] : [] });
  server.refuses = ({ url }) => url.includes('partNumber=3');
  await start({ film: undefined });
  await opened.ended(recordingId);
  await expect.poll(() => clock.pending, patient).toContain(1_000);
  await opened.close();
  server.refuses = () => false;
  server.requests.length = 0;
  await start({ film: undefined });
  await opened.resume();
  await expect.poll(place, patient).toBe('bucket');
  expect(sent()).toEqual(['big.webm 3', 'preview.jpg', 'manifest.json']);
  expect((await bucket.files(recordingId)).get('big.webm')).toBe(20 * 1024 * 1024);
});

test('[ST12] what is deleted is deleted in the bucket, or nowhere while that does not answer', async () => {
  makeRecording(dir);
  await start();
  await opened.ended(recordingId);
  await expect.poll(here, patient).toEqual(index);
  server.refuses = () => true;
  await expect(opened.library.remove(recordingId)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(opened.library.file(recordingId, 'ana-voice-1.webm')).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(await place()).toBe('bucket');
  server.refuses = () => false;
  await opened.library.remove(recordingId);
  expect((await bucket.files(recordingId)).size).toBe(0);
  expect((await opened.library.list()).recordings).toEqual([]);
});

test('[ST13] a machine with another disk takes up what is in the bucket, and nothing that is no recording', async () => {
  makeRecording(dir);
  await start();
  await opened.ended(recordingId);
  await expect.poll(here, patient).toEqual(index);
  const before = await details();
  await bucket.keep('BBBBBBBBBBBBBBBB', 'manifest.json', memoryFile(Buffer.from('{}')));
  await bucket.keep('CCCCCCCCCCCCCCCC', 'ana-voice-1.webm', memoryFile(Buffer.from('no manifest')));
  await opened.close();
  rmSync(join(dir, recordingId), { recursive: true });
  await start();
  await opened.resume();
  const after = await details();
  expect(after).toMatchObject({
    place: 'bucket',
    people: before.people,
    film: before.film,
    preview: 'preview.jpg',
  });
  expect(after.tracks).toEqual(before.tracks);
  expect((await opened.library.list()).recordings).toHaveLength(1);
  expect(log.messages).toContain('what is in the bucket is no recording, and is left there');
});

test('[ST13] a bucket that does not answer at the start is looked into again a minute later', async () => {
  await bucket.keep(recordingId, 'manifest.json', memoryFile(Buffer.from(JSON.stringify(madeManifest()))));
  server.refuses = () => true;
  await start();
  await opened.resume();
  expect((await opened.library.list()).recordings).toEqual([]);
  server.refuses = () => false;
  clock.advance(60_000);
  await expect.poll(async () => (await opened.library.list()).recordings.length, patient).toBe(1);
});

test('[ST13] what was taken up in part, when the server ended, is taken up', async () => {
  await bucket.keep(recordingId, 'manifest.json', memoryFile(Buffer.from(JSON.stringify(madeManifest()))));
  mkdirSync(join(dir, recordingId));
  writeFileSync(join(dir, recordingId, 'upload.json'), '{');
  await start();
  await opened.resume();
  expect((await opened.library.list()).recordings).toMatchObject([{ place: 'bucket' }]);
});

test('[ST14] a film of one that is in the bucket is made here and brought there; its tracks are not sent again', async () => {
  makeRecording(dir);
  await start();
  await opened.ended(recordingId);
  await expect.poll(here, patient).toEqual(index);
  server.requests.length = 0;
  await opened.library.makeFilm(recordingId, { view: 'speaker', format: 'webm' });
  await expect
    .poll(async () => (await bucket.files(recordingId)).has('film-speaker.webm'), patient)
    .toBe(true);
  await expect.poll(here, patient).toEqual(index);
  expect(sent()).toEqual(['film-speaker.webm']);
  expect([...(await bucket.files(recordingId)).keys()]).not.toContain('film-grid.mp4');
  expect((await details()).film).toMatchObject({ view: 'speaker', file: { file: 'film-speaker.webm' } });
});

test('[ST14] a film that is deleted is deleted in the bucket, and called off, leaves no tracks here', async () => {
  makeRecording(dir);
  await start();
  await opened.ended(recordingId);
  await expect.poll(here, patient).toEqual(index);
  await opened.library.dropFilm(recordingId);
  await expect.poll(async () => (await bucket.files(recordingId)).has('film-grid.mp4'), patient).toBe(false);
  await opened.library.makeFilm(recordingId, grid);
  await opened.library.dropFilm(recordingId);
  await expect.poll(here, patient).toEqual(index);
  expect(await place()).toBe('bucket');
});

test('[ST15] what was edited in the note of an upload is no note: it is brought there again', async () => {
  makeRecording(dir);
  writeFileSync(
    join(dir, recordingId, 'upload.json'),
    '{"version":1,"kept":[{"file":"../../x"}],"complete":true}',
  );
  await start({ film: undefined });
  expect(await place()).toBe('uploading');
  await opened.resume();
  await expect.poll(place, patient).toBe('bucket');
});
