import { expect, test } from 'vitest';
import { hex } from './hex.ts';
import { encodeHeader, findExtension, headerLength, sequenceDistance } from './packet.ts';

const header = { payloadType: 101, marker: true, sequenceNumber: 0xf17b, timestamp: 9, ssrc: 0x5501a0b2 };

test('a header is written as RFC 3550 and RFC 8285, section 4.2, draw it', () => {
  const bytes = encodeHeader(header, [
    [10, hex('0102030405060708')],
    [5, hex('abcd')],
  ]);
  expect(bytes).toEqual(hex('90e5f17b 00000009 5501a0b2 bede0003 a7010203 04050607 0851abcd'));
  expect(headerLength(Buffer.concat([bytes, Buffer.alloc(9)]))).toBe(28);
  expect(findExtension(bytes, 5, 28)).toBe(26);
  expect(findExtension(bytes, 10, 28)).toBe(17);
  expect(findExtension(bytes, 3, 28)).toBe(-1);
});

test('extensions with two bytes of header, CSRCs and padding are found as well', () => {
  const bytes = hex('92e5f17b 00000009 5501a0b2 00000001 00000002 10000003 00000a02 abcd0501 ff000000');
  const end = headerLength(bytes);
  expect(end).toBe(36);
  expect(findExtension(bytes, 10, end)).toBe(28);
  expect(findExtension(bytes, 5, end)).toBe(32);
});

test('a header that lies about its length has none', () => {
  expect(headerLength(hex('90e5f17b 00000009 5501a0b2 bede0003 a7010203'))).toBe(-1);
  expect(headerLength(hex('9fe5f17b 00000009 5501a0b2'))).toBe(-1);
});

test('sequence numbers go round', () => {
  expect(sequenceDistance(65_535, 2)).toBe(3);
  expect(sequenceDistance(2, 65_535)).toBe(-3);
  expect(sequenceDistance(7, 7)).toBe(0);
});
