import {
  constants,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  appendFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EncodedPacketSink } from 'mediabunny';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTrack } from '../../testing/readTrack.ts';
import type { Codec } from './elements.ts';
import { repairFile } from './repairFile.ts';
import { TrackFile } from './TrackFile.ts';

let dir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-track-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

const startedAt = new Date('2026-01-02T03:04:05.678Z');
const size = { width: 640, height: 360 };

async function read(path: string) {
  const { packets, ...rest } = await readTrack(path);
  return { ...rest, packets: packets.map(({ data, ...packet }) => ({ ...packet, data: data.toString() })) };
}

/** Flushes every half a second, as a recording does. */
async function record(
  path: string,
  { codec, step, count, keyEvery = 1 }: { codec: Codec; step: number; count: number; keyEvery?: number },
) {
  const file = new TrackFile(path, { codec, startedAt, ...(codec !== 'opus' && { size }) });
  const blocks = [];
  let flushed = 0;
  for (let n = 0; n < count; n += 1) {
    const block = { time: n * step, isKey: n % keyEvery === 0, data: `frame ${n}` };
    blocks.push(block);
    file.add({ ...block, data: Buffer.from(block.data) });
    if (block.time - flushed < 500) continue;
    await file.flush();
    flushed = block.time;
  }
  return { file, blocks };
}

test.each<{ codec: Codec; step: number }>([
  { codec: 'opus', step: 20 },
  { codec: 'vp8', step: 33 },
  { codec: 'vp9', step: 33 },
])('[TF1] all of $codec is there, in time and unaltered, with its length', async ({ codec, step }) => {
  const path = join(dir, 'a.webm');
  const { file, blocks } = await record(path, {
    codec,
    step,
    count: 200,
    keyEvery: codec === 'opus' ? 1 : 60,
  });
  await file.close();
  const found = await read(path);
  expect(found.codec).toBe(codec);
  expect(found.packets).toEqual(blocks);
  expect(found.duration).toBeGreaterThanOrEqual(199 * step);
});

test('[TF2] it can be read at every moment, and lacks what was not flushed', async () => {
  const path = join(dir, 'a.webm');
  const { file, blocks } = await record(path, { codec: 'vp8', step: 40, count: 100, keyEvery: 50 });
  const unfinished = join(dir, 'b.webm');
  copyFileSync(path, unfinished);
  await file.close();
  const found = await read(unfinished);
  expect(found.packets.length).toBeGreaterThan(100 - 500 / 40);
  expect(found.packets).toEqual(blocks.slice(0, found.packets.length));
});

test('[TF3] one that lost its writer, cut off anywhere, is whole again up to the last cluster', async () => {
  const whole = join(dir, 'a.webm');
  const { file, blocks } = await record(whole, { codec: 'vp8', step: 40, count: 60, keyEvery: 20 });
  await file.flush();
  const bytes = readFileSync(whole);
  await file.close();
  const path = join(dir, 'b.webm');
  let before = 0;
  for (let length = 300; length <= bytes.length; length += 7) {
    copyFileSync(whole, path, constants.COPYFILE_FICLONE);
    const handle = await open(path, 'w');
    await handle.write(bytes.subarray(0, length));
    await handle.close();
    const duration = await repairFile(path, { isPicture: true });
    const found = duration === undefined ? { packets: [] } : await read(path);
    expect(found.packets).toEqual(blocks.slice(0, found.packets.length));
    expect(found.packets.length).toBeGreaterThanOrEqual(before);
    before = found.packets.length;
  }
  expect(before).toBeGreaterThan(40);
});

test('[TF3] garbage behind the last cluster goes', async () => {
  const path = join(dir, 'a.webm');
  const { file, blocks } = await record(path, { codec: 'opus', step: 20, count: 100 });
  await file.flush();
  const copy = join(dir, 'b.webm');
  copyFileSync(path, copy);
  await file.close();
  appendFileSync(copy, Buffer.alloc(4096));
  expect(await repairFile(copy, { isPicture: false })).toBe(2000);
  expect((await read(copy)).packets).toEqual(blocks);
});

test('[TF3] one that was closed is left as it is; what is no file of ours is told apart', async () => {
  const path = join(dir, 'a.webm');
  const { file } = await record(path, { codec: 'opus', step: 20, count: 100 });
  await file.close();
  const before = readFileSync(path);
  expect(await repairFile(path, { isPicture: false })).toBe(2000);
  expect(readFileSync(path)).toEqual(before);
  truncateSync(path, 10);
  expect(await repairFile(path, { isPicture: false })).toBeUndefined();
});

test('[TF4] seeking finds the key frame before a moment', async () => {
  const path = join(dir, 'a.webm');
  const { file } = await record(path, { codec: 'vp8', step: 40, count: 500, keyEvery: 100 });
  await file.close();
  const { track } = await read(path);
  const packet = await new EncodedPacketSink(track).getKeyPacket(9.9);
  expect(packet?.timestamp).toBe(8);
});

test('[TF5] a pause longer than a cluster may be is no trouble', async () => {
  const path = join(dir, 'a.webm');
  const file = new TrackFile(path, { codec: 'opus', startedAt });
  for (const time of [0, 20, 45_000, 45_020, 200_000])
    file.add({ time, data: Buffer.from(`${time}`), isKey: true });
  await file.close();
  expect((await read(path)).packets.map(({ time }) => time)).toEqual([0, 20, 45_000, 45_020, 200_000]);
});

test('[TF6] it never writes over another file', async () => {
  const path = join(dir, 'a.webm');
  const { file } = await record(path, { codec: 'opus', step: 20, count: 1 });
  await file.close();
  const before = readFileSync(path);
  const other = new TrackFile(path, { codec: 'opus', startedAt });
  other.add({ time: 0, data: Buffer.from('other'), isKey: true });
  await expect(other.flush()).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(other.close()).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readFileSync(path)).toEqual(before);
});
