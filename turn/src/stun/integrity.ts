// MESSAGE-INTEGRITY (RFC 8489, section 14.5): HMAC-SHA1 of what is before it, with the header's length up to its end.
import { createHash, createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { HEADER_LENGTH } from './StunMessage.ts';

export const INTEGRITY_LENGTH = 20;

/**
 * The key of a long-term credential (RFC 8489, section 9.2.2). It is not left as bytes: of these Node would make a key
 * for every message, which takes three times as long as to use it.
 */
export function longTermKey(username: string, realm: string, password: string): KeyObject {
  return createSecretKey(createHash('md5').update(`${username}:${realm}:${password}`).digest());
}

/** @param at Where the attribute's header starts, or is to start. */
export function integrityOf(message: Buffer, at: number, key: KeyObject): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(at + 4 + INTEGRITY_LENGTH - HEADER_LENGTH);
  return createHmac('sha1', key)
    .update(message.subarray(0, 2))
    .update(length)
    .update(message.subarray(4, at))
    .digest();
}

export function hasValidIntegrity(message: Buffer, at: number, key: KeyObject): boolean {
  return timingSafeEqual(message.subarray(at + 4, at + 4 + INTEGRITY_LENGTH), integrityOf(message, at, key));
}
