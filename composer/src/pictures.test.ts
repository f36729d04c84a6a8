import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encoded, plain, type Frames } from '../testing/encoded.ts';
import { readFilm } from '../testing/readFilm.ts';
import { RecordingMaker } from '../testing/RecordingMaker.ts';
import { compose } from './compose.ts';
import { Fonts } from './plates/Fonts.ts';
import { Lettering } from './plates/Lettering.ts';

const camera = { peerId: 'ana', displayName: 'Ana', source: 'camera' };
let folder = '';
let maker: RecordingMaker;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-film-'));
  maker = new RecordingMaker(folder);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function film(duration: number) {
  maker.write(duration);
  const lettering = new Lettering(new Fonts());
  const { signal } = new AbortController();
  const order = { dir: folder, file: 'film.mp4', view: 'grid', format: 'mp4' } as const;
  await compose({ ...order, lettering, signal, progress: () => {} });
  return readFilm(join(folder, 'film.mp4'));
}

function after(first: Frames, second: Frames, from: number): Frames {
  return [...first, ...second.map((frame) => ({ ...frame, time: frame.time + from }))];
}

test('[CO9] a picture whose size changes goes on in its place', async () => {
  const [large, small] = [await plain('red', 2), await plain('green', 2, '160x90')];
  const sizes = [
    { at: 0, width: 320, height: 180 },
    { at: 2_000, width: 160, height: 90 },
  ];
  const frames = after(large, small, 2_000);
  await maker.track(camera, [{ at: 0, until: 4_000, frames }], { sizes });
  const { frames: count, colour } = await film(4_000);
  expect(count).toBe(100);
  for (const [x, y] of [
    [20, 20],
    [1_250, 20],
    [1_250, 600],
  ] as const) {
    expect([1_900, 2_100, 3_900].map((at) => colour(at, x, y))).toEqual(['red', 'green', 'green']);
  }
}, 30_000);

test('[CO9] a screen that stands still is there also when something else changes', async () => {
  const frames = (await plain('blue', 1)).slice(0, 2);
  const gaps = [{ at: 100, until: 9_000, cause: 'silent' as const }];
  await maker.track({ ...camera, source: 'screen' }, [{ at: 0, until: 9_000, frames }], { gaps });
  const ben = { peerId: 'ben', displayName: 'Ben', source: 'camera' };
  await maker.track(ben, [{ at: 6_000, until: 7_000, frames: await plain('red', 1) }]);
  const { colour } = await film(9_000);
  expect([5_000, 6_500, 8_500].map((at) => colour(at, 500, 300))).toEqual(['blue', 'blue', 'blue']);
  expect(colour(6_500, 1_150, 400)).toBe('red');
}, 30_000);

test('[CO9] the picture of a phone is turned, and shown whole', async () => {
  const halves = 'color=red:s=160x180:r=20:d=2[a];color=green:s=160x180:r=20:d=2[b];[a][b]hstack';
  const frames = await encoded('-filter_complex', halves, '-c:v', 'libvpx', '-b:v', '300k');
  const rotations = [{ at: 1_000, degrees: 90 as const }];
  await maker.track(camera, [{ at: 0, until: 2_000, frames }], { rotations });
  const { colour } = await film(2_000);
  expect([colour(500, 320, 360), colour(500, 960, 360)]).toEqual(['red', 'green']);
  // Clockwise: what was left is above.
  expect([colour(1_500, 640, 180), colour(1_500, 640, 540)]).toEqual(['red', 'green']);
  expect(colour(1_500, 320, 360)).toBe('dark');
}, 30_000);

test('[CO9] of a picture in spatial layers the best is shown', async () => {
  const encoder = ['-c:v', 'libvpx-vp9', '-g', '1', '-deadline', 'realtime', '-cpu-used', '8'];
  const layer = (colour: string, size: string): Promise<Frames> =>
    encoded('-f', 'lavfi', '-i', `color=c=${colour}:s=${size}:r=20:d=1`, ...encoder);
  const [low, high] = [await layer('red', '160x90'), await layer('green', '320x180')];
  const frames = low.map((frame, n) => ({
    ...frame,
    data: superframe([frame.data, high[n]?.data ?? frame.data]),
  }));
  await maker.track(camera, [{ at: 0, until: 1_000, frames }], { codec: 'vp9' });
  const { frames: count, colour } = await film(1_000);
  expect(count).toBe(25);
  const colours = Array.from({ length: 25 }, (_, n) => colour(n * 40, 640, 360));
  expect(new Set(colours)).toEqual(new Set(['green']));
}, 30_000);

/** VP9 bitstream specification, annex B. */
function superframe(frames: readonly Buffer[]): Buffer {
  const mark = Buffer.of(0xd8 | (frames.length - 1));
  const sizes = frames.map(({ length }) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(length);
    return bytes;
  });
  return Buffer.concat([...frames, mark, ...sizes, mark]);
}
