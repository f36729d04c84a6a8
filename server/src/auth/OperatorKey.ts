import { createHash, timingSafeEqual } from 'node:crypto';

/** A key of the operator's. How long a comparison takes tells nothing of it. */
export class OperatorKey {
  readonly #digest: Buffer;

  constructor(key: string) {
    this.#digest = digest(key);
  }

  is(shown: string): boolean {
    return timingSafeEqual(digest(shown), this.#digest);
  }
}

/** Of the same length whatever was sent. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
