import { expect, test } from 'vitest';
import { FrameSource } from './FrameSource.ts';
import { packetizeVp8 } from './packetize.ts';
import { readStamp, writeStamp } from './sendStamp.ts';

const info = { isKey: true, pictureId: 1, baseIndex: 1, temporalLayer: 0 };

test('the time of sending goes into the padding of a VP8 frame, and leaves the picture as it is', () => {
  const frame = FrameSource.of('VP8', 320, 180).frame(5, undefined);
  const payloads = packetizeVp8(frame, info, { size: frame.length + 100, mtu: 1_000 });
  for (const payload of payloads) writeStamp(payload, 1_763_000_000_123.25);
  expect(readStamp(payloads.at(-1) ?? Buffer.alloc(0))).toBe(1_763_000_000_123.25);
  const content = Buffer.concat(payloads.map((payload) => payload.subarray(6)));
  expect(content.subarray(0, frame.length)).toEqual(frame);
});

test('a packet without padding has no place for it', () => {
  const frame = Buffer.alloc(500, 7);
  const [payload = Buffer.alloc(0)] = packetizeVp8(frame, info, { size: 500, mtu: 1_000 });
  writeStamp(payload, 1);
  expect(payload.subarray(6)).toEqual(frame);
  expect(readStamp(payload)).toBeNaN();
});
