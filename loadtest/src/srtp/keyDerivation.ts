// Session keys from a master key: RFC 3711 section 4.3, RFC 6188 for AES-256, RFC 7714 section 11 for AEAD.
import { createCipheriv } from 'node:crypto';
import type { MasterKey } from './profiles.ts';

/** What a key is for. Labels of RTP; those of RTCP are three higher. */
export const Label = { cipherKey: 0, authenticationKey: 1, salt: 2 } as const;
export const RTCP_LABELS = 3;

export function deriveKey({ key, salt }: MasterKey, label: number, length: number): Buffer {
  // A salt of 12 bytes counts as one of 14 that ends in zeros.
  const counter = Buffer.alloc(16);
  salt.copy(counter);
  counter.writeUInt8(counter.readUInt8(7) ^ label, 7);
  const cipher = createCipheriv(key.length === 32 ? 'aes-256-ctr' : 'aes-128-ctr', key, counter);
  return cipher.update(Buffer.alloc(length));
}
