import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { FakeComposer } from '../testing/FakeComposer.ts';
import { makeRecording } from '../testing/madeRecording.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { DiskStore } from './DiskStore.ts';
import { FilmNotes } from './FilmNotes.ts';
import { FilmQueue } from './FilmQueue.ts';

const [first, second] = ['AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB'] as const;
const grid = { view: 'grid', format: 'mp4' } as const;

let dir = '';
let composer: FakeComposer;
let log: MemoryLog;
let notes: FilmNotes;
let queue: FilmQueue;
let settled: string[];
let fetched: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-films-'));
  for (const recordingId of [first, second]) makeRecording(dir, { recordingId });
  settled = [];
  fetched = [];
  start();
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

/** As a server does that was not there before. */
function start(): void {
  const disk = new DiskStore(dir);
  log = new MemoryLog();
  composer = new FakeComposer();
  notes = new FilmNotes(disk);
  queue = new FilmQueue({
    disk,
    notes,
    composer,
    clock: new FakeClock(),
    log,
    fetch: async (recordingId) => void fetched.push(recordingId),
    settled: (recordingId) => void settled.push(recordingId),
  });
  composer.hear = (news) => queue.hear(news);
}

const stateOf = async (recordingId: string) => (await notes.read(recordingId))?.film?.state;
const told = () =>
  composer.told.filter(({ name }) => name !== 'cancel').map(({ name, recordingId }) => [name, recordingId]);
async function isAt(name: string, recordingId: string): Promise<void> {
  await expect
    .poll(() => [composer.current?.name, composer.current?.recordingId])
    .toEqual([name, recordingId]);
}

test('[FQ1] films are made one at a time, in the order in which they were asked for, pictures first', async () => {
  await queue.wish(first, grid);
  await queue.wish(second, grid);
  queue.preview(second);
  await isAt('compose', first);
  expect([await stateOf(first), await stateOf(second), queue.length]).toEqual(['running', 'queued', 2]);
  composer.finish();
  await isAt('preview', second);
  expect(await stateOf(first)).toBe('done');
  composer.finish();
  await isAt('compose', second);
  composer.finish();
  await expect.poll(() => composer.isResting).toBe(true);
  expect(told()).toEqual([
    ['compose', first],
    ['preview', second],
    ['compose', second],
  ]);
  expect((await notes.read(second))?.film).toMatchObject({ duration: 60_000, chapters: [{ title: 'Ana' }] });
  expect(settled).toEqual([first, second]);
  expect(fetched).toEqual([first, second, second]);
});

test('[FQ2] how far a film is, is told while it is made', async () => {
  await queue.wish(first, grid);
  await isAt('compose', first);
  composer.hear({ name: 'progress', recordingId: first, progress: 0.4 });
  expect([queue.progressOf(first), queue.progressOf(second)]).toEqual([0.4, 0]);
  composer.finish();
  await expect.poll(() => queue.progressOf(first)).toBe(0);
});

test('[FQ3] what is on its way when the server ends is on its way again when it is back', async () => {
  await queue.wish(first, grid);
  await queue.wish(second, grid);
  await isAt('compose', first);
  await queue.close();
  start();
  expect(await stateOf(first)).toBe('running');
  queue.resume(first);
  queue.resume(second);
  await isAt('compose', first);
  composer.finish();
  await isAt('compose', second);
});

test('[FQ4] a composer that dies is told again; one that dies of a film three times is not', async () => {
  await queue.wish(first, grid);
  await isAt('compose', first);
  for (let deaths = 1; deaths <= 2; deaths += 1) {
    queue.replaced();
    await expect.poll(() => told().length).toBe(deaths + 1);
  }
  queue.replaced();
  await expect.poll(() => stateOf(first)).toBe('failed');
  expect((await notes.read(first))?.film?.problem).toBe('internal');
  await queue.wish(second, grid);
  await isAt('compose', second);
});

test('[FQ5] one that cannot be made says why, and can be asked for again', async () => {
  await queue.wish(first, grid);
  await isAt('compose', first);
  composer.fail('ffmpeg_missing');
  await expect.poll(() => stateOf(first)).toBe('failed');
  expect((await notes.read(first))?.film?.problem).toBe('ffmpeg_missing');
  expect(settled).toEqual([first]);
  expect(await queue.wish(first, grid)).toMatchObject({ state: 'queued' });
  await expect.poll(() => told().length).toBe(2);
  composer.finish();
  await expect.poll(() => stateOf(first)).toBe('done');
  expect((await notes.read(first))?.film).not.toHaveProperty('problem');
});

test('[FQ5] a composer that does not start makes no film, and is tried again with the next', async () => {
  composer.isMissing = true;
  await queue.wish(first, grid);
  await expect.poll(() => stateOf(first)).toBe('failed');
  composer.isMissing = false;
  await queue.wish(second, grid);
  await isAt('compose', second);
});

test('[FQ6] who asks twice for the same film gets one; another one takes its place', async () => {
  await queue.wish(first, grid);
  await isAt('compose', first);
  await queue.wish(first, grid);
  expect(queue.length).toBe(1);
  await queue.wish(first, { view: 'speaker', format: 'webm' });
  await expect.poll(() => told().length).toBe(2);
  expect(composer.current).toMatchObject({ view: 'speaker', format: 'webm', file: 'film-speaker.webm' });
  expect(composer.told.map(({ name }) => name)).toContain('cancel');
  composer.finish();
  await expect.poll(() => stateOf(first)).toBe('done');
  await queue.wish(first, grid);
  expect(existsSync(join(dir, first, 'film-speaker.webm'))).toBe(false);
});

test('[FQ7] one that is dropped is not made, and the next one is', async () => {
  await queue.wish(first, grid);
  await queue.wish(second, grid);
  await isAt('compose', first);
  await queue.drop(first);
  await isAt('compose', second);
  expect(await notes.read(first)).toEqual({ version: 1, withoutFilm: true });
  composer.finish();
  await expect.poll(() => stateOf(second)).toBe('done');
  await queue.drop(second);
  expect(existsSync(join(dir, second, 'film-grid.mp4'))).toBe(false);
});

test('[FQ7] news of a film that nobody wants any more changes nothing', async () => {
  await queue.wish(first, grid);
  await isAt('compose', first);
  await queue.drop(first);
  await queue.wish(first, { view: 'speaker', format: 'mp4' });
  await expect.poll(() => told().length).toBe(2);
  composer.hear({ name: 'composed', recordingId: first, bytes: 1, duration: 1, chapters: [] });
  composer.hear({ name: 'composed', recordingId: second, bytes: 1, duration: 1, chapters: [] });
  composer.finish();
  await expect.poll(() => stateOf(first)).toBe('done');
  expect((await notes.read(first))?.film).toMatchObject({ view: 'speaker', duration: 60_000 });
});

test('[FQ8] a recording without a picture is remembered as one', async () => {
  queue.preview(first);
  await isAt('preview', first);
  composer.fail('nothing');
  await expect.poll(() => notes.read(first)).toEqual({ version: 1, withoutPreview: true });
  expect(log.messages).toEqual([]);
});

test('[FQ7] one whose recording was deleted is left, and the next one is made', async () => {
  await queue.wish(first, grid);
  await queue.wish(second, grid);
  await isAt('compose', first);
  await queue.forget(first);
  await isAt('compose', second);
  expect(composer.told).toContainEqual({ name: 'cancel', recordingId: first, dir: join(dir, first) });
});
