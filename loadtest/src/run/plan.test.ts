import { expect, test } from 'vitest';
import { readOptions, type Options } from './options.ts';
import { expectedTracks, layersOf, planOf } from './plan.ts';

function options(...args: string[]): Options {
  const read = readOptions(['--room', 'load-x', ...args]);
  if (!read) throw new Error('help');
  return read;
}

test('a livestream is one who sends for 188 who watch', () => {
  const read = options('livestream');
  const { publishers, subscribers } = planOf(read, 8);
  expect(publishers).toHaveLength(1);
  expect(publishers[0]).toMatchObject({ room: 'load-x-1', subscribe: [], audio: { speaking: true } });
  expect(subscribers).toHaveLength(188);
  expect(subscribers[0]).toMatchObject({ subscribe: ['audio', 'video'], audio: undefined, video: undefined });
  expect(expectedTracks(read, read.subscribers, 8)).toBe(2 * 188);
});

test('in a meeting of 38 the server forwards eight voices, and nobody gets what is their own', () => {
  const read = options('meeting');
  const { publishers } = planOf(read, 8);
  expect(publishers.filter(({ video }) => video)).toHaveLength(6);
  expect(publishers.filter(({ audio }) => audio?.speaking)).toHaveLength(8);
  // 38 × (6 + 8), less six pictures and eight voices of their own.
  expect(expectedTracks(read, 0, 8)).toBe(38 * 14 - 14);
});

test('in rooms of eight everybody has seven pictures and seven voices', () => {
  const read = options('rooms-of-eight', '--rooms', '3');
  expect(planOf(read, 8).publishers).toHaveLength(24);
  expect(expectedTracks(read, 0, 8)).toBe(3 * 8 * 14);
});

test('simulcast has three sizes, and the bit rate that was asked for goes for the largest', () => {
  expect(layersOf(options('--simulcast', '--bitrate', '3000'))).toEqual([
    { width: 320, height: 180, bitrate: 300_000 },
    { width: 640, height: 360, bitrate: 1_000_000 },
    { width: 1280, height: 720, bitrate: 3_000_000 },
  ]);
  expect(layersOf(options('--video', '180p', '--simulcast')).map(({ height }) => height)).toEqual([90, 180]);
  expect(layersOf(options('--video', 'none'))).toEqual([]);
});

test('participants have ids of their own, and the rooms are filled evenly', () => {
  const { publishers, subscribers } = planOf(options('churn'), 8);
  const all = [...publishers, ...subscribers];
  expect(new Set(all.map(({ id }) => id)).size).toBe(32);
  for (let n = 1; n <= 4; n += 1) {
    expect(all.filter(({ room }) => room === `load-x-${n}`)).toHaveLength(8);
  }
});
