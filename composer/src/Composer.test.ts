import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { plain } from '../testing/encoded.ts';
import { RecordingMaker } from '../testing/RecordingMaker.ts';
import type { News } from './channel.ts';
import { Composer } from './Composer.ts';
import { Fonts } from './plates/Fonts.ts';
import { Lettering } from './plates/Lettering.ts';

let folder = '';
let news: News[] = [];
let now = 0;
let composer: Composer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-composer-'));
  news = [];
  now = 0;
  composer = new Composer({
    lettering: new Lettering(new Fonts()),
    now: () => (now += 400),
    tell: (one) => void news.push(one),
  });
  const maker = new RecordingMaker(folder);
  const ana = { peerId: 'ana', displayName: 'Ana', source: 'camera' };
  await maker.track(ana, [{ at: 0, until: 2_000, frames: await plain('red', 2) }]);
  maker.write(3_000);
});

afterEach(async () => {
  await composer.close();
  rmSync(folder, { recursive: true, maxRetries: 5 });
});

const order = { recordingId: 'a', file: 'film.mp4', view: 'grid', format: 'mp4' } as const;

test('[CO11] orders are carried out one after the other, and told of', async () => {
  void composer.carryOut({ name: 'compose', ...order, dir: folder });
  await composer.carryOut({ name: 'preview', recordingId: 'a', dir: folder, file: 'preview.jpg' });
  const told = news.filter(({ name }) => name !== 'progress');
  expect(told).toEqual([
    expect.objectContaining({ name: 'composed', recordingId: 'a', duration: 3_000 }),
    { name: 'previewed', recordingId: 'a' },
  ]);
  expect(readdirSync(folder).toSorted()).toEqual([
    'ana-camera-1.webm',
    'film.mp4',
    'manifest.json',
    'preview.jpg',
  ]);
  expect(readFileSync(join(folder, 'preview.jpg')).subarray(0, 3)).toEqual(Buffer.of(0xff, 0xd8, 0xff));
}, 20_000);

test('[CO11] how far a film is is told at most once a second, and grows', async () => {
  await composer.carryOut({ name: 'compose', ...order, dir: folder });
  const progress = news.flatMap((one) => (one.name === 'progress' ? [one.progress] : []));
  expect(progress.length).toBeGreaterThan(1);
  // Our clock goes on by 0.4 s with every look at it: one of three is told, and the first.
  expect(progress.length).toBeLessThan(now / 400);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(progress.every((value) => value >= 0 && value <= 1)).toBe(true);
}, 20_000);

test('[CO12] a film that nobody wants any more is not made, and leaves nothing', async () => {
  void composer.carryOut({ name: 'compose', ...order, dir: folder });
  await vi.waitUntil(() => existsSync(join(folder, '.composing')), { timeout: 10_000, interval: 5 });
  void composer.carryOut({ name: 'compose', ...order, dir: folder });
  await composer.carryOut({ name: 'cancel', recordingId: 'a', dir: folder });
  expect(readdirSync(folder).toSorted()).toEqual(['ana-camera-1.webm', 'manifest.json']);
  expect(news.filter(({ name }) => name !== 'progress')).toEqual([]);
}, 20_000);

test('[CO11] a recording of which there is no film yet has a picture, too', async () => {
  await composer.carryOut({ name: 'preview', recordingId: 'a', dir: folder, file: 'preview.jpg' });
  expect(news).toEqual([{ name: 'previewed', recordingId: 'a' }]);
  expect(readdirSync(folder).toSorted()).toEqual(['ana-camera-1.webm', 'manifest.json', 'preview.jpg']);
}, 20_000);

test('[CO8] a full disk is told of, also where ffmpeg takes the file for done, and what was begun is gone', async () => {
  const bin = mkdtempSync(join(tmpdir(), 'parley-bin-'));
  const says = 'Error writing trailer of span.mkv: No space left on device';
  const script = `#!/bin/sh\ncase "$*" in *span-*) echo '${says}' >&2 ;; esac\n`;
  writeFileSync(join(bin, 'ffmpeg'), script, { mode: 0o755 });
  vi.stubEnv('PATH', bin);
  await composer.carryOut({ name: 'compose', ...order, dir: folder });
  vi.unstubAllEnvs();
  rmSync(bin, { recursive: true });
  expect(news.filter(({ name }) => name !== 'progress')).toEqual([
    { name: 'failed', recordingId: 'a', of: 'compose', problem: 'disk', message: 'the disk is full' },
  ]);
  expect(readdirSync(folder).toSorted()).toEqual(['ana-camera-1.webm', 'manifest.json']);
});

test('[CO8] what cannot be made is told with the reason, and the next order is carried out', async () => {
  rmSync(join(folder, 'ana-camera-1.webm'));
  void composer.carryOut({ name: 'compose', ...order, dir: folder });
  await composer.carryOut({ name: 'preview', recordingId: 'b', dir: join(folder, 'x'), file: 'preview.jpg' });
  expect(news.filter(({ name }) => name !== 'progress')).toEqual([
    expect.objectContaining({ name: 'failed', recordingId: 'a', of: 'compose', problem: 'nothing' }),
    expect.objectContaining({ name: 'failed', recordingId: 'b', of: 'preview', problem: 'nothing' }),
  ]);
}, 20_000);
