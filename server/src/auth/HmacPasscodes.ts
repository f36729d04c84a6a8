import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Passcodes } from '../call/ports.ts';

/** Keeps of a room's passcode an HMAC-SHA256 under a secret of the server: it does not tell it, nor how long it is. */
export class HmacPasscodes implements Passcodes {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  seal(room: string, passcode: string): string {
    // A room's name has no line break, so no two pairs are sealed alike; nor is a resume token sealed like this.
    return createHmac('sha256', this.#secret)
      .update(`passcode\n${room}\n${passcode.normalize('NFC')}`)
      .digest('base64url');
  }

  matches(room: string, passcode: string, sealed: string): boolean {
    return timingSafeEqual(Buffer.from(this.seal(room, passcode)), Buffer.from(sealed));
  }
}
