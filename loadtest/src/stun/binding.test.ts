// The test vectors of RFC 5769, sections 2.1 to 2.3.
import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { hex } from '@parley/rtp/hex';
import { answerToCheck, encodeCheck, parseAnswer } from './binding.ts';

const password = 'VOkJxbRl1RmTxUk/WvJxBt';
const ipv4Response = hex(`
  0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220
  00200008 0001a147 e112a643
  00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
  80280004 c07d4c96`);
const ipv6Response = hex(`
  01010048 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220
  00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
  00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41
  80280004 c8fb0b4c`);

test.each([
  { section: '2.2', bytes: ipv4Response },
  { section: '2.3', bytes: ipv6Response },
])('the response of $section is one to our check', ({ bytes }) => {
  const answer = parseAnswer(bytes, password);
  expect(answer?.errorCode).toBeUndefined();
  expect(answer?.transactionId).toEqual(hex('b7e7a701 bc34d686 fa87dfae'));
});

test('a response signed with another password, or damaged anywhere, is none', () => {
  expect(parseAnswer(ipv4Response, 'another')).toBeUndefined();
  const fingerprintHeader = ipv4Response.length - 8;
  for (let at = 0; at < ipv4Response.length; at += 1) {
    if (at >= fingerprintHeader && at < fingerprintHeader + 4) continue;
    const damaged = Buffer.from(ipv4Response);
    damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
    expect(parseAnswer(damaged, password), `byte ${at}`).toBeUndefined();
  }
});

test('a response that is cut off anywhere is none', () => {
  for (let length = 0; length < ipv4Response.length; length += 1) {
    expect(parseAnswer(ipv4Response.subarray(0, length), password)).toBeUndefined();
  }
});

test('a check has the attributes of 2.1 that ICE asks for, signed and with a fingerprint', () => {
  const bytes = encodeCheck({
    transactionId: hex('b7e7a701 bc34d686 fa87dfae'),
    username: 'evtj:h6vY',
    password,
    tieBreaker: hex('932ff9b1 51263b36'),
  });
  const attributes = hex(`
    00060009 6576746a 3a683676 59000000
    00240004 6effffff
    802a0008 932ff9b1 51263b36
    00250000`);
  const header = (length: string) => hex(`0001 ${length} 2112a442 b7e7a701 bc34d686 fa87dfae`);
  const integrity = createHmac('sha1', password).update(header('0040')).update(attributes).digest();
  const signed = Buffer.concat([header('0048'), attributes, hex('00080014'), integrity]);
  const fingerprint = Buffer.alloc(4);
  fingerprint.writeUInt32BE((crc32(signed) ^ 0x5354554e) >>> 0);
  expect(bytes).toEqual(Buffer.concat([signed, hex('80280004'), fingerprint]));
});

test('a check of the other side is answered with where it came from, and nobody else is', () => {
  const transactionId = hex('b7e7a701 bc34d686 fa87dfae');
  const check = encodeCheck({ transactionId, username: 'a:b', password, tieBreaker: Buffer.alloc(8) });
  const from = { ip: '192.0.2.1', port: 32_853 };
  const answer = answerToCheck(check, from, password) ?? Buffer.alloc(0);
  expect(parseAnswer(answer, password)).toEqual({ transactionId, errorCode: undefined });
  // The address of section 2.2.
  expect(answer.toString('hex')).toContain('002000080001a147e112a643');
  expect(answerToCheck(check, from, 'another')).toBeUndefined();
  expect(answerToCheck(ipv4Response, from, password)).toBeUndefined();
});
