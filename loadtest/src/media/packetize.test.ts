import { expect, test } from 'vitest';
import { FrameSource } from './FrameSource.ts';
import { packetizeH264, packetizeVp8 } from './packetize.ts';
import { PICTURES } from './Picture.ts';

const info = { isKey: true, pictureId: 0x1234, baseIndex: 7, temporalLayer: 0 };

test('a VP8 frame starts as RFC 7741 has it, and is padded to the size that was asked for', () => {
  const frame = FrameSource.of('VP8', 320, 180).frame(5, undefined);
  // RFC 6386, section 9.1: a key frame that is shown, the start code, and the size.
  expect((frame[0] ?? 1) & 0x11).toBe(0x10);
  expect(frame.subarray(3, 10).toString('hex')).toBe('9d012a4001b400');
  const payloads = packetizeVp8(frame, info, { size: 3_000, mtu: 1_000 });
  expect(payloads).toHaveLength(4);
  expect(payloads.map((payload) => payload.subarray(0, 6).toString('hex'))).toEqual([
    '90e092340700',
    '80e092340700',
    '80e092340700',
    '80e092340700',
  ]);
  const content = Buffer.concat(payloads.map((payload) => payload.subarray(6)));
  expect(content).toHaveLength(3_000);
  expect(content.subarray(0, frame.length)).toEqual(frame);
  expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThanOrEqual(1_000);
});

test('a higher temporal layer says that it needs the base frame only', () => {
  const [payload] = packetizeVp8(Buffer.alloc(10), { ...info, temporalLayer: 2 }, { size: 0, mtu: 1_000 });
  expect(payload?.[5]).toBe(0xa0);
});

test('the units of H.264 are parameter sets, the picture in fragments, and filler', () => {
  const frame = FrameSource.of('H264', 320, 180).frame(5, undefined);
  const payloads = packetizeH264(frame, info, { size: frame.length + 100, mtu: 1_000 });
  const types = payloads.map((payload) => (payload[0] ?? 0) & 0x1f);
  expect(types.slice(0, 2)).toEqual([7, 8]);
  expect(types.at(-1)).toBe(12);
  const fragments = payloads.slice(2, -1);
  expect(fragments.every((payload) => ((payload[0] ?? 0) & 0x1f) === 28)).toBe(true);
  // RFC 6184, section 5.8: the first has S, the last has E, and all have the type of a key picture.
  expect(fragments.map((payload) => (payload[1] ?? 0) >> 6)).toEqual([
    2,
    ...fragments.slice(2).map(() => 0),
    1,
  ]);
  expect(fragments.every((payload) => ((payload[1] ?? 0) & 0x1f) === 5)).toBe(true);
});

test('pictures go round, and each is written once', () => {
  const source = FrameSource.of('VP8', 320, 180);
  expect(source.frame(PICTURES + 5, undefined)).toBe(source.frame(5, undefined));
  const reference = { reference: 4, isBase: true, sinceKey: 3 };
  expect(source.frame(5, reference)).toBe(
    source.frame(5 + PICTURES, { ...reference, reference: 4 + PICTURES }),
  );
});
