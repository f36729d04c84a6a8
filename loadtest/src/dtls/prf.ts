// The pseudo-random function of TLS 1.2 with SHA-256 (RFC 5246, section 5), and what is made with it.
import { createHash, createHmac } from 'node:crypto';

export function prf(secret: Uint8Array, label: string, seed: Uint8Array, length: number): Buffer {
  const labelled = Buffer.concat([Buffer.from(label), seed]);
  const output = Buffer.alloc(Math.ceil(length / 32) * 32);
  let a: Buffer = labelled;
  for (let at = 0; at < length; at += 32) {
    a = createHmac('sha256', secret).update(a).digest();
    createHmac('sha256', secret).update(a).update(labelled).digest().copy(output, at);
  }
  return output.subarray(0, length);
}

export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
