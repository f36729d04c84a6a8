import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { madeManifest, makeRecording } from '../testing/madeRecording.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { testLibrary } from '../testing/testLibrary.ts';
import type { LibraryOptions, OpenLibrary } from './openLibrary.ts';

const day = 86_400_000;
/** Four of 3,000 bytes and a manifest, each a day after the one before. */
const ids = ['A', 'B', 'C', 'D'].map((letter) => letter.repeat(16));

let dir = '';
let clock: FakeClock;
let log: MemoryLog;
let running: string | undefined;
let opened: OpenLibrary;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-retention-'));
  clock = new FakeClock();
  log = new MemoryLog();
  running = undefined;
  for (const [index, recordingId] of ids.entries()) {
    const startedAt = new Date(clock.now() + index * day).toISOString();
    makeRecording(dir, { recordingId, startedAt, room: `room-${index}` });
  }
});

afterEach(async () => {
  await opened.close();
  rmSync(dir, { recursive: true });
});

async function start(settings: Partial<LibraryOptions>): Promise<void> {
  opened = await testLibrary(
    { dir, clock, log },
    { isRunning: (recordingId) => recordingId === running, ...settings },
  );
}

const there = () =>
  readdirSync(dir)
    .filter((name) => ids.includes(name))
    .toSorted();
const summaries = async () => (await opened.library.list()).recordings.toReversed();
const resume = () => opened.resume().then(() => opened.library.list());

test('[LB14] one is deleted when it is so old, and says so ahead and afterwards', async () => {
  await start({ keptFor: 3 * day });
  await resume();
  const end = clock.now() + madeManifest().duration;
  expect((await summaries())[0]?.deletedAt).toBe(new Date(end + 3 * day).toISOString());
  clock.advance(3 * day);
  expect(there()).toEqual(ids);
  clock.advance(600_000);
  await expect.poll(there).toEqual(ids.slice(1));
  await expect
    .poll(async () => (await opened.library.list()).deleted)
    .toMatchObject([{ recordingId: ids[0], room: 'room-0', cause: 'age' }]);
  expect(log.messages).toContain('an old recording was deleted');
});

test('[LB15] of more than the quota the oldest go first, at the end of each recording', async () => {
  await start({});
  const { used } = await opened.library.list();
  await opened.close();
  await start({ quota: used - 1 });
  expect((await opened.library.list()).quota).toBe(used - 1);
  await opened.ended(ids[3] ?? '');
  await expect.poll(there).toEqual(ids.slice(1));
  expect((await opened.library.list()).deleted).toMatchObject([{ recordingId: ids[0], cause: 'quota' }]);
});

test('[LB15] one that is being recorded stays, however large it is', async () => {
  running = ids[0];
  writeFileSync(join(dir, ids[0] ?? '', 'ana-voice-1.webm'), Buffer.alloc(1_000_000));
  await start({ quota: 500_000, keptFor: 1 });
  clock.advance(30 * day);
  await resume();
  await expect.poll(there).toEqual([ids[0]]);
});

test('[LB15] without a limit nothing is deleted, and without a quota none is told', async () => {
  await start({});
  clock.advance(10_000 * day);
  await resume();
  expect(there()).toEqual(ids);
  expect(await opened.library.list()).not.toHaveProperty('quota');
  expect((await summaries())[0]).not.toHaveProperty('deletedAt');
});

test('[LB16] the last hundred that were deleted are told of, also after a restart; an edited list is none', async () => {
  const before = { recordingId: 'E', room: 'e', startedAt: 'x', deletedAt: 'y', cause: 'age' };
  const noted = { version: 1, deleted: Array.from({ length: 100 }, () => before) };
  writeFileSync(join(dir, 'deleted.json'), JSON.stringify(noted));
  await start({ keptFor: 1 });
  clock.advance(100 * day);
  await resume();
  expect((await opened.library.list()).deleted.map((one) => one.room).slice(0, 5)).toEqual([
    'room-3',
    'room-2',
    'room-1',
    'room-0',
    'e',
  ]);
  await opened.close();
  await start({});
  expect((await opened.library.list()).deleted).toHaveLength(100);
  writeFileSync(join(dir, 'deleted.json'), '{"version":1,"deleted":[{"room":7}]}');
  expect((await opened.library.list()).deleted).toEqual([]);
});
