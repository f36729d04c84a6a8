/** Writes bits, the highest first, as H.264 has them. ITU-T H.264, section 7.2 and clause 9.1. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #current = 0;
  #free = 8;

  bits(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      this.#free -= 1;
      this.#current |= ((value >> bit) & 1) << this.#free;
      if (this.#free === 0) this.#next();
    }
  }

  /** ue(v). */
  unsigned(value: number): void {
    const length = Math.floor(Math.log2(value + 1));
    this.bits(0, length);
    this.bits(value + 1, length + 1);
  }

  /** se(v). */
  signed(value: number): void {
    this.unsigned(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Zeros up to the next byte. */
  align(): void {
    if (this.#free < 8) this.#next();
  }

  byte(value: number): void {
    this.#bytes.push(value);
  }

  /** With the bit that ends every unit, and zeros behind it. */
  finish(): Buffer {
    this.bits(1, 1);
    this.align();
    return Buffer.from(this.#bytes);
  }

  #next(): void {
    this.#bytes.push(this.#current);
    this.#current = 0;
    this.#free = 8;
  }
}
