/** The arithmetic encoder of VP8. RFC 6386, section 7.3. */
export class BoolEncoder {
  #bytes: number[] = [];
  #range = 255;
  #bottom = 0;
  /** Shifts until a byte is complete. */
  #shifts = 24;

  /** @param probability Of a 0, in 256ths. */
  write(probability: number, bit: boolean): void {
    const split = 1 + (((this.#range - 1) * probability) >> 8);
    if (bit) {
      this.#bottom += split;
      if (this.#bottom > 0xffff_ffff) {
        this.#bottom -= 0x1_0000_0000;
        this.#carry();
      }
      this.#range -= split;
    } else {
      this.#range = split;
    }
    while (this.#range < 128) this.#shift();
  }

  /** An unsigned number, its highest bit first, every bit as likely as not. */
  literal(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit -= 1) this.write(128, ((value >> bit) & 1) === 1);
  }

  /** What was written. It cannot be written to any more. */
  finish(): Buffer {
    this.literal(0, 32);
    return Buffer.from(this.#bytes);
  }

  #shift(): void {
    this.#range <<= 1;
    if (this.#bottom >= 0x8000_0000) this.#carry();
    this.#bottom = (this.#bottom << 1) >>> 0;
    this.#shifts -= 1;
    if (this.#shifts > 0) return;
    this.#bytes.push(this.#bottom >>> 24);
    this.#bottom &= 0xff_ffff;
    this.#shifts = 8;
  }

  #carry(): void {
    let at = this.#bytes.length - 1;
    while (this.#bytes[at] === 255) {
      this.#bytes[at] = 0;
      at -= 1;
    }
    this.#bytes[at] = (this.#bytes[at] ?? 0) + 1;
  }
}
