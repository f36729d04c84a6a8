import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { makeMeeting } from '../testing/meeting.ts';
import { readFilm } from '../testing/readFilm.ts';
import { compose, type Composed, type ComposeOptions } from './compose.ts';
import { Fonts } from './plates/Fonts.ts';
import { Lettering } from './plates/Lettering.ts';

const lettering = new Lettering(new Fonts());
const { signal } = new AbortController();

/** Where it is looked: in the left and the right one of two tiles, at the middle of the upper edge, in the strip beside a screen, and in that of one. */
const LEFT = [326, 250] as const;
const RIGHT = [960, 250] as const;
const TOP = [640, 100] as const;
const STRIP = [1150, 320] as const;
const SMALL = [1240, 330] as const;

let meeting = '';
let folder = '';

beforeAll(async () => {
  meeting = mkdtempSync(join(tmpdir(), 'parley-meeting-'));
  await makeMeeting(meeting);
}, 30_000);

afterAll(() => {
  rmSync(meeting, { recursive: true });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-film-'));
  cpSync(meeting, folder, { recursive: true });
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, maxRetries: 5 });
});

function make(options: Partial<ComposeOptions> = {}): Promise<Composed> {
  const order = { file: 'film.mp4', view: 'grid', format: 'mp4' } as const;
  return compose({ dir: folder, ...order, lettering, signal, progress: () => {}, ...options });
}

const film = (file = 'film.mp4') => readFilm(join(folder, file));

test('[CO1] [CO3] [CO4] [CO5] everybody is seen where and heard when they were, with chapters', async () => {
  const { duration, bytes, chapters } = await make();
  expect(duration).toBe(11_000);
  expect(bytes).toBe(statSync(join(folder, 'film.mp4')).size);
  const { probe, frames, colour, level, soundLength } = film();
  expect(frames).toBe(275);
  expect(Math.abs(soundLength - duration)).toBeLessThan(40);
  expect(probe.streams.map(({ codec_name }) => codec_name).slice(0, 2)).toEqual(['h264', 'aac']);

  expect(probe.format.tags.title).toBe('Planning; room #1');
  expect(chapters.map(({ title }) => title)).toEqual(['Beginning', 'Goes on after a pause of 1 s']);
  const found = probe.chapters.map(({ start_time, tags }) => ({ at: Number(start_time) * 1000, ...tags }));
  expect(found).toEqual(chapters);

  const seen = (at: number) => [LEFT, RIGHT, TOP, STRIP].map(([x, y]) => colour(at, x, y)).join(' ');
  expect(seen(1_000), 'Ana alone').toBe('red red red red');
  expect(seen(1_960), 'the last frame before Ben').toBe('red red red red');
  expect(seen(2_000), 'the first one with him').toBe('red green dark green');
  expect(seen(4_000), 'Ana without a camera').toBe('dark green dark green');
  expect(seen(5_200), 'with it again').toBe('red green dark green');
  expect(seen(6_000), 'a screen').toBe('blue blue blue red');
  expect(seen(7_500), 'without it').toBe('red green dark green');
  expect(seen(8_500), 'after the pause').toBe('red green dark green');
  expect(seen(9_500), 'while nobody wrote').toBe('dark dark dark dark');
  expect(seen(10_500), 'after that').toBe('red green dark green');

  const heard = (frequency: number, at: number) => level(frequency, at, 10) > 0.1;
  // The last 10 ms that are silent and the first that are not are 30 ms apart at most.
  for (const at of [2_000, 6_000, 10_000]) {
    expect([heard(1_000, at - 20), heard(1_000, at + 20)], `a voice begins at ${at}`).toEqual([false, true]);
  }
  for (const at of [4_000, 9_000]) {
    expect([heard(1_000, at - 25), heard(1_000, at + 20)], `a voice ends at ${at}`).toEqual([true, false]);
  }
  expect([heard(400, 4_500), heard(400, 9_500), heard(400, 10_500)]).toEqual([true, false, true]);
}, 30_000);

test('[CO2] in the speaker view the main speaker is large, and nobody for less than two seconds', async () => {
  await make({ view: 'speaker', format: 'webm', file: 'film.webm' });
  const { probe, frames, colour } = film('film.webm');
  expect(probe.streams.map(({ codec_name }) => codec_name)).toEqual(['vp9', 'opus']);
  expect(frames).toBe(275);
  const seen = (at: number) => [TOP, SMALL].map(([x, y]) => colour(at, x, y)).join(' ');
  expect(seen(2_900)).toBe('green red');
  // Ana’s turn came 0.2 s later.
  expect(seen(4_400)).toBe('green dark');
  expect(seen(4_600)).toBe('dark green');
  expect(seen(5_200)).toBe('red green');
  expect(colour(6_000, ...TOP), 'a screen').toBe('blue');
  expect(seen(7_500)).toBe('green red');
}, 30_000);

test('[CO6] a film whose process was killed goes on from the last span, and leaves nothing but itself', async () => {
  const program = fork(new URL('main.ts', import.meta.url), { stdio: 'inherit' });
  const exit = once(program, 'exit');
  const scratch = join(folder, '.composing');
  const first = join(scratch, 'span-0.mkv');
  program.send({
    name: 'compose',
    recordingId: 'a',
    dir: folder,
    file: 'film.mp4',
    view: 'grid',
    format: 'mp4',
  });
  await vi.waitUntil(() => existsSync(join(scratch, 'span-1.mkv')), { timeout: 20_000, interval: 20 });
  program.kill('SIGKILL');
  await exit;
  const { ino } = statSync(first);
  let looks = 0;
  await make({
    progress: () => {
      looks += 1;
      expect(statSync(first).ino).toBe(ino);
    },
  });
  expect(looks).toBeGreaterThan(2);
  expect(film().frames).toBe(275);
  expect(readdirSync(folder).toSorted()).toEqual(['film.mp4', ...readdirSync(meeting)].toSorted());
}, 60_000);

test('[CO7] tracks that are missing or damaged are left out', async () => {
  rmSync(join(folder, 'ana-microphone-1.webm'));
  truncateSync(join(folder, 'ben-camera-1.webm'), 200);
  truncateSync(join(folder, 'ana-screen-1.webm'), 0);
  await make();
  const { colour, level } = film();
  expect(colour(2_500, ...LEFT)).toBe('red');
  expect(colour(2_500, ...RIGHT)).toBe('dark');
  expect(colour(6_000, ...TOP)).toBe('dark');
  expect(colour(10_500, ...RIGHT)).toBe('green');
  expect([level(400, 2_500) > 0.1, level(400, 10_500) > 0.1, level(1_000, 2_500) > 0.1]).toEqual([
    false,
    true,
    true,
  ]);
}, 30_000);

test('[CO8] where ffmpeg is missing it is said what to install', async () => {
  vi.stubEnv('PATH', folder);
  await expect(make()).rejects.toMatchObject({
    problem: 'ffmpeg_missing',
    message: expect.stringContaining('apt install ffmpeg'),
  });
});

test('[CO8] a folder in which nothing was recorded has no film', async () => {
  rmSync(join(folder, 'manifest.json'));
  await expect(make()).rejects.toMatchObject({ problem: 'nothing' });
});
