import { expect, test } from 'vitest';
import { AttributeType, MessageClass, Method } from './codes.ts';
import { encodeMessage, type OutgoingMessage } from './encodeMessage.ts';
import { StunMessage } from './StunMessage.ts';

const transactionId = Buffer.from('0123456789ab');

function bytesOf(message: Partial<OutgoingMessage> = {}): Buffer {
  return encodeMessage({
    method: Method.binding,
    messageClass: MessageClass.request,
    transactionId,
    attributes: [],
    ...message,
  });
}

test.each(Object.entries(Method))('[ST1] the method %s is read in every class', (_, method) => {
  for (const messageClass of Object.values(MessageClass)) {
    expect(StunMessage.parse(bytesOf({ method, messageClass }))).toMatchObject({ method, messageClass });
  }
});

test('[ST2] what is cut off anywhere is no message', () => {
  const whole = bytesOf({ attributes: [[AttributeType.username, Buffer.from('user')]] });
  for (let length = 0; length < whole.length; length += 1) {
    expect(StunMessage.parse(whole.subarray(0, length))).toBeUndefined();
  }
});

test('[ST2] a length that lies is no message', () => {
  const header = bytesOf();
  header.writeUInt16BE(4, 2);
  expect(StunMessage.parse(header)).toBeUndefined();
  const attribute = bytesOf({ attributes: [[AttributeType.username, Buffer.from('user')]] });
  attribute.writeUInt16BE(5, 22);
  expect(StunMessage.parse(attribute)).toBeUndefined();
});

test('[ST2] without the magic cookie it is no message', () => {
  const bytes = bytesOf();
  bytes.writeUInt8(0, 4);
  expect(StunMessage.parse(bytes)).toBeUndefined();
});

test('[ST2] a message with a wrong fingerprint is dropped, and so is one where something follows it', () => {
  const wrong = bytesOf({ fingerprint: true });
  wrong.writeUInt8(wrong.readUInt8(wrong.length - 1) ^ 1, wrong.length - 1);
  expect(StunMessage.parse(wrong)).toBeUndefined();
  const fingerprint = bytesOf({ fingerprint: true }).subarray(24);
  const followed = bytesOf({
    attributes: [
      [AttributeType.fingerprint, fingerprint],
      [AttributeType.software, Buffer.from('more')],
    ],
  });
  expect(StunMessage.parse(followed)).toBeUndefined();
});

test('[ST3] attributes behind MESSAGE-INTEGRITY are ignored, FINGERPRINT aside', () => {
  const message = StunMessage.parse(
    bytesOf({
      attributes: [
        [AttributeType.software, Buffer.from('before')],
        [AttributeType.messageIntegrity, Buffer.alloc(20)],
        [AttributeType.username, Buffer.from('behind')],
      ],
      fingerprint: true,
    }),
  );
  expect(message?.attributes.map(([type]) => type)).toEqual([AttributeType.software]);
  expect(message).toMatchObject({ integrityAt: 32, hasFingerprint: true });
});

test('[ST2] more attributes than any honest message has are not read', () => {
  const attributes = Array.from({ length: 1000 }, () => [0x8fff, Buffer.alloc(0)] as const);
  expect(StunMessage.parse(bytesOf({ attributes }))).toBeUndefined();
});
