/** A map by address and a number. Looking up builds no key, so that it costs a packet nothing. */
export class AddressMap<T> {
  readonly #byIp = new Map<string, Map<number, T>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(ip: string, number: number): T | undefined {
    return this.#byIp.get(ip)?.get(number);
  }

  set(ip: string, number: number, value: T): void {
    let byNumber = this.#byIp.get(ip);
    if (!byNumber) this.#byIp.set(ip, (byNumber = new Map<number, T>()));
    if (!byNumber.has(number)) this.#size += 1;
    byNumber.set(number, value);
  }

  delete(ip: string, number: number): void {
    const byNumber = this.#byIp.get(ip);
    if (!byNumber?.delete(number)) return;
    this.#size -= 1;
    if (byNumber.size === 0) this.#byIp.delete(ip);
  }

  *values(): Generator<T> {
    for (const byNumber of this.#byIp.values()) yield* byNumber.values();
  }
}
