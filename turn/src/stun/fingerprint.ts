// FINGERPRINT (RFC 8489, section 14.7): CRC-32 of what is before it, with the header's length counting it.
import { crc32 } from 'node:zlib';

export const FINGERPRINT_LENGTH = 4;
const mask = 0x5354554e;

/** @param before The message up to the attribute, its header's length already that of the whole. */
export function fingerprintOf(before: Uint8Array): number {
  return (crc32(before) ^ mask) >>> 0;
}

/** @param at Where the attribute's header starts; it must be the last one. */
export function hasValidFingerprint(message: Buffer, at: number): boolean {
  return message.readUInt32BE(at + 4) === fingerprintOf(message.subarray(0, at));
}
