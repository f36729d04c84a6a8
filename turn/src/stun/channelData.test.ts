import { expect, test } from 'vitest';
import { channelDataLength, looksLikeChannelData, writeChannelData } from './channelData.ts';

test('[CH5] a frame has its number and the length of its data', () => {
  const target = Buffer.alloc(64);
  const data = Buffer.from('..data.');
  expect(writeChannelData(target, 0x4001, data, 2, 6)).toBe(8);
  expect(target.subarray(0, 8)).toEqual(Buffer.from('\u0040\u0001\u0000\u0004data'));
  expect(looksLikeChannelData(target[0])).toBe(true);
});

test('[CH5] data may be empty, and padding may follow it', () => {
  expect(channelDataLength(Buffer.from('40010000', 'hex'))).toBe(0);
  expect(channelDataLength(Buffer.from('4001000261620000', 'hex'))).toBe(2);
});

test('[CH5] a length beyond the datagram is a lie, and three bytes are no frame', () => {
  expect(channelDataLength(Buffer.from('400100036162', 'hex'))).toBe(-1);
  expect(channelDataLength(Buffer.from('400100', 'hex'))).toBe(-1);
  expect(channelDataLength(Buffer.alloc(0))).toBe(-1);
});
