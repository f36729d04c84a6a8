/** Reads bits from the most significant on. Behind the end there are zeros, and `isPast` says so. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether more was read than there is. */
  get isPast(): boolean {
    return this.#at > this.#bytes.length * 8;
  }

  bit(): number {
    const byte = this.#bytes[this.#at >> 3] ?? 0;
    const bit = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return bit;
  }

  /** @param count At most 32. */
  bits(count: number): number {
    let value = 0;
    for (let n = 0; n < count; n += 1) value = value * 2 + this.bit();
    return value;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** ue(v) of H.264, section 9.1. */
  unsignedExpGolomb(): number {
    let zeros = 0;
    while (zeros < 32 && !this.isPast && this.bit() === 0) zeros += 1;
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v) of H.264, section 9.1.1. */
  signedExpGolomb(): number {
    const value = this.unsignedExpGolomb();
    return value % 2 === 0 ? -value / 2 : (value + 1) / 2;
  }
}
