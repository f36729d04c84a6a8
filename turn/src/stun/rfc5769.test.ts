// The test vectors of RFC 5769, sections 2.1 to 2.4.
import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { AttributeType, MessageClass, Method } from './codes.ts';
import { encodeMessage } from './encodeMessage.ts';
import { hasValidIntegrity, longTermKey } from './integrity.ts';
import { StunMessage } from './StunMessage.ts';
import { decodeXorAddress, encodeXorAddress } from './xorAddress.ts';

const password = createSecretKey('VOkJxbRl1RmTxUk/WvJxBt', 'utf8');
const request = vector(`
  00010058 2112a442 b7e7a701 bc34d686 fa87dfae
  80220010 5354554e 20746573 7420636c 69656e74
  00240004 6e0001ff
  80290008 932ff9b1 51263b36
  00060009 6576746a 3a683676 59202020
  00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
  80280004 e57a3bcf`);
const ipv4Response = vector(`
  0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220
  00200008 0001a147 e112a643
  00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
  80280004 c07d4c96`);
const ipv6Response = vector(`
  01010048 2112a442 b7e7a701 bc34d686 fa87dfae
  8022000b 74657374 20766563 746f7220
  00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
  00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41
  80280004 c8fb0b4c`);
const longTermRequest = vector(`
  00010060 2112a442 78ad3433 c6ad72c0 29da412e
  00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000
  0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341
  0014000b 6578616d 706c652e 6f726700
  00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666`);

function vector(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
}

function parsed(bytes: Buffer): StunMessage {
  const message = StunMessage.parse(bytes);
  if (!message) throw new Error('not a STUN message');
  return message;
}

test('[ST1] 2.1, a request: attributes, fingerprint and integrity', () => {
  const message = parsed(request);
  expect(message).toMatchObject({ method: Method.binding, messageClass: MessageClass.request });
  expect(message.hasFingerprint).toBe(true);
  expect(message.get(AttributeType.software)?.toString()).toBe('STUN test client');
  expect(message.get(AttributeType.username)?.toString()).toBe('evtj:h6vY');
  expect(hasValidIntegrity(request, message.integrityAt ?? 0, password)).toBe(true);
});

test.each([
  { section: '2.2', bytes: ipv4Response, ip: '192.0.2.1' },
  { section: '2.3', bytes: ipv6Response, ip: '2001:db8:1234:5678:11:2233:4455:6677' },
])('[ST1] $section, a response with $ip: read, and written again but for its padding', ({ bytes, ip }) => {
  const message = parsed(bytes);
  expect(message).toMatchObject({ method: Method.binding, messageClass: MessageClass.success });
  expect(message.get(AttributeType.software)?.toString()).toBe('test vector');
  expect(hasValidIntegrity(bytes, message.integrityAt ?? 0, password)).toBe(true);
  const value = message.get(AttributeType.xorMappedAddress) ?? Buffer.alloc(0);
  expect(decodeXorAddress(value, message.transactionId)).toEqual({ ip, port: 32853 });

  const again = encodeMessage({
    method: Method.binding,
    messageClass: MessageClass.success,
    transactionId: message.transactionId,
    attributes: [
      // The vector pads with a blank, and we with zero: with the blank in the value all else must be the same.
      [AttributeType.software, Buffer.from('test vector ')],
      [AttributeType.xorMappedAddress, encodeXorAddress({ ip, port: 32853 }, message.transactionId)],
    ],
  });
  const body = again.subarray(24);
  expect(body).toEqual(bytes.subarray(24, 24 + body.length));
});

test('[ST1] 2.4, a request with a long-term credential', () => {
  const message = parsed(longTermRequest);
  const username = message.get(AttributeType.username)?.toString() ?? '';
  const realm = message.get(AttributeType.realm)?.toString() ?? '';
  expect({ username, realm }).toEqual({ username: 'マトリックス', realm: 'example.org' });
  expect(message.get(AttributeType.nonce)?.toString()).toBe('f//499k954d6OL34oL9FSTvy64sA');
  const key = longTermKey(username, realm, 'TheMatrIX');
  expect(hasValidIntegrity(longTermRequest, message.integrityAt ?? 0, key)).toBe(true);
  // Its padding is zeros as ours, so it can be written byte for byte.
  const { method, messageClass, transactionId, attributes } = message;
  expect(encodeMessage({ method, messageClass, transactionId, attributes, key })).toEqual(longTermRequest);
});
