// What happens to a recording when it is over, with a composer that is a process.
import { mkdtempSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { madeManifest, makeRecording, recordingId } from '../testing/madeRecording.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { testLibrary } from '../testing/testLibrary.ts';
import type { DescribedRecording } from './describe.ts';
import type { OpenLibrary } from './openLibrary.ts';

const grid = { view: 'grid', format: 'mp4' } as const;
const tracks = ['ana-camera-1.mkv', 'ana-camera-2.webm', 'ana-voice-1.webm'];

/** Disks may be slow to flush. */
const patient = { timeout: 10_000 };
vi.setConfig({ testTimeout: 30_000 });

let dir = '';
let log: MemoryLog;
let opened: OpenLibrary;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-after-'));
  log = new MemoryLog();
});

afterEach(async () => {
  await opened.close();
  rmSync(dir, { recursive: true });
});

async function start(settings: Parameters<typeof testLibrary>[1]): Promise<void> {
  opened = await testLibrary({ dir, clock: new FakeClock(), log }, settings);
}

const details = (): Promise<DescribedRecording> => opened.library.details(recordingId);
const film = async () => (await details()).film;
const files = () => readdirSync(join(dir, recordingId)).toSorted();

async function isIdle(): Promise<void> {
  await expect.poll(() => opened.films.has(recordingId), patient).toBe(false);
}

test('[FQ9] one that has ended gets a picture and, where that is set, a film', async () => {
  makeRecording(dir);
  await start({ film: grid });
  await opened.ended(recordingId);
  await expect.poll(film, patient).toMatchObject({
    state: 'done',
    progress: 1,
    file: { file: 'film-grid.mp4', type: 'video/mp4', bytes: 5_000 },
    chapters: [{ title: 'Ana' }],
  });
  expect(await details()).toMatchObject({ preview: 'preview.jpg', duration: 60_000 });
  expect(files()).toEqual(expect.arrayContaining(tracks));
  expect(await opened.library.file(recordingId, 'film-grid.mp4')).toMatchObject({
    type: 'video/mp4',
    title: 'garden 2026-11-21.mp4',
  });
  expect((await opened.library.file(recordingId, 'preview.jpg')).type).toBe('image/jpeg');
});

test('[FQ9] where no films are made, one can be asked for, and deleted', async () => {
  makeRecording(dir);
  await start({});
  await opened.ended(recordingId);
  await expect.poll(async () => (await details()).preview, patient).toBe('preview.jpg');
  expect(await film()).toBeUndefined();
  expect(await opened.library.makeFilm(recordingId, grid)).toEqual({ ...grid, state: 'queued', progress: 0 });
  await expect.poll(film, patient).toMatchObject({ state: 'done' });
  await opened.library.dropFilm(recordingId);
  expect(await film()).toBeUndefined();
  expect(files()).not.toContain('film-grid.mp4');
});

test('[FQ3] what ended while no server was there is taken up at its start; a film that was deleted is not', async () => {
  makeRecording(dir);
  await start({ film: grid });
  await opened.resume();
  await expect.poll(film, patient).toMatchObject({ state: 'done' });
  await opened.library.dropFilm(recordingId);
  await opened.close();
  await start({ film: grid });
  await opened.resume();
  await isIdle();
  expect(await film()).toBeUndefined();
});

test('[FQ5] without ffmpeg there is no film, which is tried again at the next start', async () => {
  makeRecording(dir);
  await start({ film: grid, env: { FFMPEG: 'missing' } });
  await opened.ended(recordingId);
  await expect.poll(film, patient).toMatchObject({ state: 'failed', problem: 'ffmpeg_missing' });
  expect((await details()).tracks).toHaveLength(2);
  await opened.close();
  await start({ film: grid });
  await opened.resume();
  await expect.poll(film, patient).toMatchObject({ state: 'done' });
  expect(await film()).not.toHaveProperty('problem');
});

test('[FQ10] tracks that are not kept go when there is a film of all of them', async () => {
  const paused = { at: 0, until: 10_000, cause: 'paused' as const };
  makeRecording(dir, { duration: 71_000, breaks: [paused] });
  await start({ film: grid, keepsTracks: false });
  await opened.ended(recordingId);
  await expect.poll(async () => (await details()).tracks, patient).toEqual([]);
  expect(files()).toEqual(['film-grid.mp4', 'film.json', 'journal.jsonl', 'manifest.json', 'preview.jpg']);
  await expect(opened.library.makeFilm(recordingId, grid)).rejects.toMatchObject({ code: 'no_tracks' });
});

test.each([
  ['is too short', { duration: 90_000 }, {}],
  ['failed', {}, { FFMPEG: 'missing' }],
])('[FQ10] tracks that are not kept stay where the film %s', async (_what, changes, env) => {
  makeRecording(dir, changes);
  await start({ film: grid, keepsTracks: false, env });
  await opened.ended(recordingId);
  await isIdle();
  await expect.poll(film, patient).toMatchObject({ state: expect.stringMatching('done|failed') });
  await opened.close();
  expect(files()).toEqual(expect.arrayContaining(tracks));
});

test('[FQ8] of nothing nothing is made', async () => {
  makeRecording(dir, { tracks: [] });
  await start({ film: grid });
  await opened.ended(recordingId);
  expect(opened.films.has(recordingId)).toBe(false);
  await expect(opened.library.makeFilm(recordingId, grid)).rejects.toMatchObject({ code: 'no_tracks' });
});

test('[LB6] of what is being recorded no film can be asked for, and it cannot be deleted', async () => {
  const { endCause: _cause, ...manifest } = madeManifest();
  makeRecording(dir, manifest);
  unlinkSync(join(dir, recordingId, 'manifest.json'));
  let isRunning = true;
  await start({ isRunning: () => isRunning });
  await expect(opened.library.makeFilm(recordingId, grid)).rejects.toMatchObject({ code: 'running' });
  await expect(opened.library.remove(recordingId)).rejects.toMatchObject({ code: 'running' });
  expect((await details()).state).toBe('running');
  // Its process died, and nobody may ever go on with it.
  isRunning = false;
  await expect(opened.library.makeFilm(recordingId, grid)).rejects.toMatchObject({ code: 'running' });
  await opened.library.remove(recordingId);
  expect(readdirSync(dir)).toEqual([]);
});
