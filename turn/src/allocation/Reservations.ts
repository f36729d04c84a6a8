import { randomBytes } from 'node:crypto';
import type { Relay } from './ports.ts';

/** RFC 8656, section 7.2: at least 30 seconds. */
const RESERVATION_LIFETIME = 30;

/** Relays that EVEN-PORT put aside, by their RESERVATION-TOKEN. */
export class Reservations {
  readonly #byToken = new Map<string, { relay: Relay; expiresAt: number }>();
  readonly #limit: number;
  readonly #process: number;

  /** @param process The number of this process, which its tokens begin with. */
  constructor(limit: number, process = 0) {
    this.#limit = limit;
    this.#process = process;
  }

  get isFull(): boolean {
    return this.#byToken.size >= this.#limit;
  }

  put(relay: Relay, now: number): Buffer {
    const token = randomBytes(8);
    token[0] = this.#process;
    this.#byToken.set(token.toString('hex'), { relay, expiresAt: now + RESERVATION_LIFETIME * 1000 });
    return token;
  }

  take(token: Buffer): Relay | undefined {
    const key = token.toString('hex');
    const reservation = this.#byToken.get(key);
    this.#byToken.delete(key);
    return reservation?.relay;
  }

  sweep(now: number): void {
    for (const [key, { relay, expiresAt }] of this.#byToken) {
      if (expiresAt > now) continue;
      this.#byToken.delete(key);
      relay.close();
    }
  }

  closeAll(): void {
    this.sweep(Infinity);
  }
}
