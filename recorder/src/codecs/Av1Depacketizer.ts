import type { RtpPacket } from '../rtp/RtpPacket.ts';
import { readSequenceHeader } from './av1SequenceHeader.ts';
import type { Depacketizer, Frame } from './Depacketizer.ts';

const ObuType = { sequenceHeader: 1, temporalDelimiter: 2, tileList: 8, padding: 15 } as const;
/** What has no place in Matroska: https://github.com/ieee/matroska/blob/main/codec/av1.md, “Block data”. */
const DROPPED: ReadonlySet<number> = new Set([ObuType.temporalDelimiter, ObuType.tileList, ObuType.padding]);

/**
 * RTP payload format for AV1 (aomediacodec.github.io/av1-rtp-spec), section 4: OBUs, and fragments of OBUs. In a file
 * each has its own length.
 */
export class Av1Depacketizer implements Depacketizer {
  #units: Buffer[] = [];
  /** The beginning of an OBU that goes on in the next packet. */
  #begun: Buffer[] = [];

  add({ payload }: RtpPacket): boolean {
    const header = payload[0] ?? 0;
    const [continues, goesOn] = [(header & 0x80) !== 0, (header & 0x40) !== 0];
    if (continues !== this.#begun.length > 0) return false;
    const elements = elementsOf(payload, (header >> 4) & 3);
    const last = elements?.at(-1);
    if (!elements || !last) return false;
    for (const element of elements) {
      this.#begun.push(element);
      if (element === last && goesOn) break;
      this.#units.push(Buffer.concat(this.#begun));
      this.#begun = [];
    }
    return true;
  }

  take(): Frame | undefined {
    const isWhole = this.#begun.length === 0;
    const units = this.#units.filter((unit) => !DROPPED.has(typeOf(unit))).map(withLength);
    this.#units = [];
    this.#begun = [];
    const whole = units.filter((unit) => unit !== undefined);
    if (!isWhole || units.length === 0 || whole.length < units.length) return undefined;
    const data = Buffer.concat(whole);
    const sequence = whole.find((unit) => typeOf(unit) === ObuType.sequenceHeader);
    if (!sequence) return { data, isKey: false };
    const read = readSequenceHeader(contentOf(sequence));
    return (
      read && { data, isKey: true, size: read.size, setUp: Buffer.concat([read.configuration, sequence]) }
    );
  }
}

const typeOf = (unit: Buffer): number => ((unit[0] ?? 0) >> 3) & 15;
const hasExtension = (unit: Buffer): boolean => ((unit[0] ?? 0) & 4) !== 0;
const hasLength = (unit: Buffer): boolean => ((unit[0] ?? 0) & 2) !== 0;

/** @param count 0: each has its length before it. Otherwise all but the last. */
function elementsOf(payload: Buffer, count: number): Buffer[] | undefined {
  const elements: Buffer[] = [];
  for (let at = 1; at < payload.length;) {
    if (count > 0 && elements.length === count - 1) {
      elements.push(payload.subarray(at));
      return elements;
    }
    const length = readLeb128(payload, at);
    if (!length || length.end + length.value > payload.length || length.value === 0) return undefined;
    elements.push(payload.subarray(length.end, length.end + length.value));
    at = length.end + length.value;
  }
  return count === 0 || elements.length === count ? elements : undefined;
}

/** The same OBU with obu_has_size_field (AV1 specification, section 5.3.2), or undefined: it is damaged. */
function withLength(unit: Buffer): Buffer | undefined {
  if (unit.length === 0 || (unit[0] as number) >= 0x80) return undefined;
  if (hasLength(unit)) {
    const length = readLeb128(unit, hasExtension(unit) ? 2 : 1);
    return length && length.end + length.value === unit.length ? unit : undefined;
  }
  const headerLength = hasExtension(unit) ? 2 : 1;
  if (unit.length < headerLength) return undefined;
  const header = Buffer.from(unit.subarray(0, headerLength));
  header[0] = (header[0] as number) | 2;
  return Buffer.concat([header, leb128(unit.length - headerLength), unit.subarray(headerLength)]);
}

/** Of an OBU with a length. */
function contentOf(unit: Buffer): Buffer {
  return unit.subarray(readLeb128(unit, hasExtension(unit) ? 2 : 1)?.end);
}

/** AV1 specification, section 4.10.5. */
function readLeb128(bytes: Buffer, at: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let n = 0; n < 5; n += 1) {
    const byte = bytes[at + n];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * n);
    if (byte < 0x80) return { value, end: at + n + 1 };
  }
  return undefined;
}

function leb128(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...bytes, left]);
    bytes.push((left % 128) | 0x80);
  }
}
