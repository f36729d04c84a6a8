// Elements of EBML (RFC 8794): an id, a length, and content.

/** @param id With its marker, as the registry prints it: 1 to 4 bytes. */
export function element(id: number, ...content: readonly Uint8Array[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([idOf(id), sizeOf(length), ...content]);
}

export function idOf(id: number): Buffer {
  const bytes = id > 0xff_ffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1;
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(id, 0, bytes);
  return buffer;
}

/** A length of content, in as few bytes as it takes. RFC 8794, section 4. */
function sizeOf(length: number): Buffer {
  for (let bytes = 1; bytes <= 6; bytes += 1) {
    // All ones stand for a length that is not known.
    if (length < 2 ** (7 * bytes) - 1) {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntBE(length + 2 ** (7 * bytes), 0, bytes);
      return buffer;
    }
  }
  throw new RangeError(`an element of ${length} bytes`);
}

/** In eight bytes, so that it can be written later. */
export function longSizeOf(length: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(length) | (1n << 56n));
  return buffer;
}

export const UNKNOWN_SIZE = Buffer.from('01ffffffffffffff', 'hex');

export function unsigned(value: number): Buffer {
  let bytes = 1;
  while (value >= 2 ** (8 * bytes)) bytes += 1;
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

export function float(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(value);
  return buffer;
}

const VOID = 0xec;

/** Nothing, of this many bytes in all; at least 9. */
export function voidOf(length: number): Buffer {
  return Buffer.concat([idOf(VOID), longSizeOf(length - 9), Buffer.alloc(length - 9)]);
}

export interface ElementHead {
  readonly id: number;
  /** Undefined: not known. */
  readonly size: number | undefined;
  /** Where its content begins. */
  readonly contentAt: number;
}

/** The id and the length at a place, or undefined: there is no element, or it is cut off. */
export function readHead(bytes: Buffer, at: number): ElementHead | undefined {
  const idLength = leadingZeros(bytes[at]) + 1;
  const sizeAt = at + idLength;
  const sizeLength = leadingZeros(bytes[sizeAt]) + 1;
  const contentAt = sizeAt + sizeLength;
  if (idLength > 4 || sizeLength > 8 || contentAt > bytes.length) return undefined;
  const id = bytes.readUIntBE(at, idLength);
  let size = (bytes[sizeAt] as number) & (0xff >> sizeLength);
  let isUnknown = size === 0xff >> sizeLength;
  for (const byte of bytes.subarray(sizeAt + 1, contentAt)) {
    size = size * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { id, size: isUnknown ? undefined : size, contentAt };
}

/** Of a byte; 8 of none. */
function leadingZeros(byte: number | undefined): number {
  return Math.clz32(byte ?? 0) - 24;
}
