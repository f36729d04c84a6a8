import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ResumeTokens } from '../call/ports.ts';

/**
 * Resume tokens of the form `peerId.signature`, the signature an HMAC-SHA256 over room and peer. They need no
 * storage, and hold over restarts for as long as the secret does.
 */
export class HmacResumeTokens implements ResumeTokens {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  issue(room: string, peerId: string): string {
    return `${peerId}.${this.#sign(room, peerId).toString('base64url')}`;
  }

  verify(room: string, token: string): string | undefined {
    const [peerId, signature, ...rest] = token.split('.');
    if (!peerId || !signature || rest.length > 0) return undefined;
    const given = Buffer.from(signature, 'base64url');
    const expected = this.#sign(room, peerId);
    return given.length === expected.length && timingSafeEqual(given, expected) ? peerId : undefined;
  }

  #sign(room: string, peerId: string): Buffer {
    // A room's name has no line break, so no two pairs are signed alike.
    return createHmac('sha256', this.#secret).update(`${room}\n${peerId}`).digest();
  }
}
