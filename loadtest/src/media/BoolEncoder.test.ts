import { expect, test } from 'vitest';
import { BoolEncoder } from './BoolEncoder.ts';

/** RFC 6386, section 7.3. */
class BoolDecoder {
  readonly #bytes: Buffer;
  #at = 2;
  #value: number;
  #range = 255;
  #shifts = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#value = bytes.readUInt16BE(0);
  }

  read(probability: number): boolean {
    const split = 1 + (((this.#range - 1) * probability) >> 8);
    const isSet = this.#value >= split << 8;
    if (isSet) {
      this.#range -= split;
      this.#value -= split << 8;
    } else {
      this.#range = split;
    }
    while (this.#range < 128) {
      this.#value <<= 1;
      this.#range <<= 1;
      this.#shifts += 1;
      if (this.#shifts < 8) continue;
      this.#shifts = 0;
      this.#value |= this.#bytes[this.#at] ?? 0;
      this.#at += 1;
    }
    return isSet;
  }
}

test('what is written comes out again, whatever the probabilities', () => {
  let state = 1;
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  for (let round = 0; round < 50; round += 1) {
    const bits = Array.from({ length: 400 }, () => {
      const probability = 1 + next(255);
      // Mostly what is likely, now and then what is not: carries go through many bytes.
      return { probability, bit: next(256) >= probability };
    });
    const encoder = new BoolEncoder();
    for (const { probability, bit } of bits) encoder.write(probability, bit);
    const decoder = new BoolDecoder(encoder.finish());
    expect(bits.map(({ probability }) => decoder.read(probability))).toEqual(bits.map(({ bit }) => bit));
  }
});

test('a literal has its highest bit first', () => {
  const encoder = new BoolEncoder();
  encoder.literal(0b1011, 4);
  const decoder = new BoolDecoder(encoder.finish());
  expect([1, 2, 3, 4].map(() => decoder.read(128))).toEqual([true, false, true, true]);
});
