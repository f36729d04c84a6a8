import type { KeyObject } from 'node:crypto';
import { AttributeType, type MessageClass } from './codes.ts';
import { FINGERPRINT_LENGTH, fingerprintOf } from './fingerprint.ts';
import { INTEGRITY_LENGTH, integrityOf } from './integrity.ts';
import { HEADER_LENGTH, MAGIC_COOKIE, type Attribute } from './StunMessage.ts';

export interface OutgoingMessage {
  method: number;
  messageClass: MessageClass;
  transactionId: Uint8Array;
  attributes: readonly Attribute[];
  /** Adds MESSAGE-INTEGRITY. */
  key?: KeyObject | undefined;
  fingerprint?: boolean;
}

/** The bytes of a STUN message (RFC 8489, section 5). */
export function encodeMessage(message: OutgoingMessage): Buffer {
  const { method, messageClass, transactionId, attributes, key, fingerprint = false } = message;
  let length = HEADER_LENGTH;
  for (const [, value] of attributes) length += 4 + padded(value.length);
  const integrityAt = length;
  if (key) length += 4 + INTEGRITY_LENGTH;
  const fingerprintAt = length;
  if (fingerprint) length += 4 + FINGERPRINT_LENGTH;

  const bytes = Buffer.alloc(length);
  const type = (method & 0x0f) | ((method & 0x70) << 1) | ((method & 0xf80) << 2) | messageClass;
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(length - HEADER_LENGTH, 2);
  bytes.writeUInt32BE(MAGIC_COOKIE, 4);
  bytes.set(transactionId, 8);
  let at = HEADER_LENGTH;
  for (const [attributeType, value] of attributes) {
    writeAttributeHeader(bytes, at, attributeType, value.length);
    bytes.set(value, at + 4);
    at += 4 + padded(value.length);
  }
  if (key) {
    writeAttributeHeader(bytes, integrityAt, AttributeType.messageIntegrity, INTEGRITY_LENGTH);
    bytes.set(integrityOf(bytes, integrityAt, key), integrityAt + 4);
  }
  if (fingerprint) {
    writeAttributeHeader(bytes, fingerprintAt, AttributeType.fingerprint, FINGERPRINT_LENGTH);
    bytes.writeUInt32BE(fingerprintOf(bytes.subarray(0, fingerprintAt)), fingerprintAt + 4);
  }
  return bytes;
}

function writeAttributeHeader(bytes: Buffer, at: number, type: number, length: number): void {
  bytes.writeUInt16BE(type, at);
  bytes.writeUInt16BE(length, at + 2);
}

/** Attributes and framed ChannelData end at a multiple of four. */
function padded(length: number): number {
  return (length + 3) & ~3;
}
