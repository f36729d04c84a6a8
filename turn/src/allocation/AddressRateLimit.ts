import { familyOf, ipToBytes } from '../ip.ts';

/** Addresses that are remembered at most. The oldest is forgotten for a new one, so that memory has a bound. */
const maxAddresses = 10_000;

/** How often each address may be answered: so many in a burst, and so many a second. An IPv6 /64 is one address. */
export class AddressRateLimit {
  readonly #perSecond: number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  take(ip: string, now: number): boolean {
    const key = familyOf(ip) === 4 ? ip : (ipToBytes(ip)?.subarray(0, 8).join('.') ?? ip);
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      bucket = { left: this.#burst, at: now };
      if (this.#buckets.size >= maxAddresses) this.#forgetOldest();
      this.#buckets.set(key, bucket);
    }
    bucket.left = Math.min(this.#burst, bucket.left + ((now - bucket.at) / 1000) * this.#perSecond);
    bucket.at = now;
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  }

  /** Forgets who has been quiet for long enough to have a full burst again. */
  sweep(now: number): void {
    for (const [key, { at }] of this.#buckets) if (now - at >= 10_000) this.#buckets.delete(key);
  }

  get #burst(): number {
    return this.#perSecond * 10;
  }

  #forgetOldest(): void {
    for (const key of this.#buckets.keys()) {
      this.#buckets.delete(key);
      return;
    }
  }
}
