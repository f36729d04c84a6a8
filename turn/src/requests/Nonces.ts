import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Address } from '../ip.ts';

const TIME_LENGTH = 8;

/** Nonces that nobody has to keep: a time, and the HMAC of it and of the client's address. */
export class Nonces {
  readonly #key: KeyObject;
  readonly #lifetime: number;

  /**
   * @param secret The key is derived from it, so that a nonce outlives a restart of the server.
   * @param lifetime In seconds.
   */
  constructor(secret: string, lifetime: number) {
    this.#key = createSecretKey(createHmac('sha256', secret).update('parley turn nonce').digest());
    this.#lifetime = lifetime;
  }

  make(client: Address, now: number): Buffer {
    return this.#nonce(Math.floor(now / 1000), client);
  }

  isValid(nonce: Buffer, client: Address, now: number): boolean {
    const seconds = parseInt(nonce.toString('latin1', 0, TIME_LENGTH), 16);
    const age = Math.floor(now / 1000) - seconds;
    if (!(age >= 0 && age < this.#lifetime)) return false;
    const expected = this.#nonce(seconds, client);
    return nonce.length === expected.length && timingSafeEqual(nonce, expected);
  }

  #nonce(seconds: number, { ip, port }: Address): Buffer {
    const time = seconds.toString(16).padStart(TIME_LENGTH, '0');
    const mac = createHmac('sha256', this.#key).update(`${time} ${ip} ${port}`).digest('hex');
    return Buffer.from(time + mac.slice(0, 32));
  }
}
