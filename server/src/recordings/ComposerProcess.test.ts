import type { News } from '@parley/composer/channel';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { ComposerProcess } from './ComposerProcess.ts';

/** Tells its process id as how much is done of a film, and dies of previews. */
const program = `
process.once('disconnect', () => process.exit(0));
process.on('message', ({ name, recordingId }) => {
  if (name === 'preview') process.exit(7);
  process.send({ name: 'progress', recordingId, progress: process.pid });
});
process.send({ name: 'listening' });
`;

let dir = '';
let clock: FakeClock;
let composer: ComposerProcess;
let heard: News[];
let replaced: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-composer-'));
  clock = new FakeClock();
  heard = [];
  replaced = 0;
  writeFileSync(join(dir, 'composer.mjs'), program);
  composer = new ComposerProcess(
    { program: join(dir, 'composer.mjs'), env: process.env, clock, log: new MemoryLog() },
    { heard: (news) => void heard.push(news), replaced: () => void (replaced += 1) },
  );
});

afterEach(async () => {
  await composer.close();
  rmSync(dir, { recursive: true });
});

const order = { recordingId: 'A', dir: '/', file: 'film.mp4', view: 'grid', format: 'mp4' } as const;
const compose = () => composer.tell({ name: 'compose', ...order });

async function pidOfNews(count: number): Promise<number> {
  await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(count);
  const news = heard.at(-1);
  return news?.name === 'progress' ? news.progress : 0;
}

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('[FQ11] no composer runs before there is work, and none after a minute without', async () => {
  await composer.tell({ name: 'cancel', recordingId: 'A', dir: '/' });
  expect(heard).toEqual([]);
  await compose();
  const pid = await pidOfNews(1);
  composer.rest();
  clock.advance(59_000);
  await compose();
  expect(await pidOfNews(2)).toBe(pid);
  composer.rest();
  clock.advance(60_000);
  await expect.poll(() => lives(pid), { timeout: 5_000 }).toBe(false);
  await compose();
  expect(await pidOfNews(3)).not.toBe(pid);
  expect(replaced).toBe(0);
});

test('[FQ4] one that dies is replaced, and that is told', async () => {
  await compose();
  const pid = await pidOfNews(1);
  await composer.tell({ name: 'preview', recordingId: 'A', dir: '/', file: 'preview.jpg' });
  await expect.poll(() => clock.pending, { timeout: 5_000 }).toEqual([0]);
  clock.advance(0);
  await expect.poll(() => replaced, { timeout: 5_000 }).toBe(1);
  await compose();
  expect(await pidOfNews(2)).not.toBe(pid);
});

test('[FQ5] one that does not start is an error, and is tried again', async () => {
  rmSync(join(dir, 'composer.mjs'));
  mkdirSync(join(dir, 'composer.mjs'));
  await expect(compose()).rejects.toThrow('ended at its start');
  rmSync(join(dir, 'composer.mjs'), { recursive: true });
  writeFileSync(join(dir, 'composer.mjs'), program);
  await compose();
  expect(await pidOfNews(1)).toBeGreaterThan(0);
});

test('closing ends it, and nothing is made afterwards', async () => {
  await compose();
  const pid = await pidOfNews(1);
  await composer.close();
  expect(lives(pid)).toBe(false);
  await expect(compose()).rejects.toThrow('shutting down');
});
