import { expect, test } from 'vitest';
import { hex } from './hex.ts';
import {
  encodeNack,
  encodePictureLoss,
  encodeReceiverReport,
  encodeSenderReport,
  encodeSourceDescription,
  readCompound,
  readNack,
  readNtp,
  readPictureRequests,
  writeNtp,
} from './rtcp.ts';

const first = (bytes: Buffer) => {
  const [packet] = readCompound(bytes);
  if (!packet) throw new Error('no packet');
  return packet;
};

test('a sender report, RFC 3550 section 6.4.1', () => {
  const bytes = encodeSenderReport({
    ssrc: 0x902f9e2e,
    now: Date.UTC(1970, 0, 1) + 500,
    rtpTimestamp: 0x22345678,
    packets: 3,
    bytes: 4000,
  });
  expect(bytes).toEqual(hex('80c80006 902f9e2e 83aa7e80 80000000 22345678 00000003 00000fa0'));
});

test('a receiver report, RFC 3550 section 6.4.2', () => {
  const bytes = encodeReceiverReport(0x902f9e2e, [
    {
      ssrc: 0xbc5e9a40,
      fractionLost: 64,
      cumulativeLost: -2,
      highest: 0x146e1,
      jitter: 273,
      lastReport: 0x09f3602a,
      sinceLastReport: 0x18000,
    },
  ]);
  expect(bytes).toEqual(hex('81c90007 902f9e2e bc5e9a40 40fffffe 000146e1 00000111 09f3602a 00018000'));
});

test('a NACK names up to 17 packets in each item, RFC 4585 section 6.2.1', () => {
  const missing = [65_535, 0, 15, 16, 400];
  const bytes = encodeNack(1, 2, missing);
  expect(bytes).toEqual(hex('81cd0005 00000001 00000002 ffff8001 00100000 01900000'));
  expect([...readNack(first(bytes))]).toEqual(missing);
});

test('PLI and FIR ask for a picture', () => {
  const bytes = encodePictureLoss(1, 0x4bc4fcb4);
  expect(bytes).toEqual(hex('81ce0002 00000001 4bc4fcb4'));
  expect([...readPictureRequests(first(bytes))]).toEqual([0x4bc4fcb4]);
  const fir = first(hex('84ce0004 00000001 00000000 4bc4fcb4 07000000'));
  expect([...readPictureRequests(fir)]).toEqual([0x4bc4fcb4]);
});

test('a source description is padded with at least one zero', () => {
  expect(encodeSourceDescription(1, 'ab')).toEqual(hex('81ca0003 00000001 01026162 00000000'));
  expect(encodeSourceDescription(1, 'abc')).toEqual(hex('81ca0003 00000001 01036162 63000000'));
});

test('a compound is read packet by packet, and ends where it is cut off', () => {
  const compound = Buffer.concat([encodePictureLoss(1, 2), encodeNack(1, 2, [3])]);
  expect([...readCompound(compound)].map(({ type, format }) => [type, format])).toEqual([
    [206, 1],
    [205, 1],
  ]);
  expect([...readCompound(compound.subarray(0, -1))]).toHaveLength(1);
});

test('times survive to the microsecond', () => {
  const bytes = Buffer.alloc(8);
  const now = Date.UTC(2026, 1, 3) + 0.123;
  writeNtp(bytes, 0, now);
  expect(readNtp(bytes, 0)).toBeCloseTo(now, 3);
});
