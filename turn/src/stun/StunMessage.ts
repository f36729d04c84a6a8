import { AttributeType, type MessageClass } from './codes.ts';
import { FINGERPRINT_LENGTH, hasValidFingerprint } from './fingerprint.ts';

export const HEADER_LENGTH = 20;
export const MAGIC_COOKIE = 0x2112a442;
/** More attributes than any honest message has. */
const maxAttributes = 100;

/** An attribute as it is sent: its type and its value without padding. */
export type Attribute = readonly [type: number, value: Uint8Array];

/** A received STUN message (RFC 8489, section 5): views of the bytes, which it does not copy. */
export class StunMessage {
  readonly bytes: Buffer;
  readonly method: number;
  readonly messageClass: MessageClass;
  readonly transactionId: Buffer;
  /** What may be relied upon: nothing behind MESSAGE-INTEGRITY, and FINGERPRINT itself not. */
  readonly attributes: readonly Attribute[];
  /** Where the header of MESSAGE-INTEGRITY starts. */
  readonly integrityAt: number | undefined;
  readonly hasFingerprint: boolean;

  private constructor(bytes: Buffer, read: ReadAttributes) {
    const type = bytes.readUInt16BE(0);
    this.bytes = bytes;
    this.messageClass = (type & 0x110) as MessageClass;
    this.method = (type & 0x000f) | ((type & 0x00e0) >> 1) | ((type & 0x3e00) >> 2);
    this.transactionId = bytes.subarray(8, HEADER_LENGTH);
    this.attributes = read.attributes;
    this.integrityAt = read.integrityAt;
    this.hasFingerprint = read.hasFingerprint;
  }

  /** The message that these bytes are, or undefined: they are none, or damaged. */
  static parse(bytes: Buffer): StunMessage | undefined {
    if (bytes.length < HEADER_LENGTH || bytes.length % 4 !== 0) return undefined;
    if (bytes.readUInt16BE(0) >= 0x4000 || bytes.readUInt32BE(4) !== MAGIC_COOKIE) return undefined;
    if (bytes.readUInt16BE(2) !== bytes.length - HEADER_LENGTH) return undefined;
    const read = readAttributes(bytes);
    return read && new StunMessage(bytes, read);
  }

  /** The value of the first attribute of a type: of several, only the first counts. */
  get(...types: readonly number[]): Buffer | undefined {
    return this.attributes.find(([type]) => types.includes(type))?.[1] as Buffer | undefined;
  }

  getAll(wanted: number): Buffer[] {
    return this.attributes.filter(([type]) => type === wanted).map(([, value]) => value as Buffer);
  }
}

interface ReadAttributes {
  attributes: Attribute[];
  integrityAt: number | undefined;
  hasFingerprint: boolean;
}

function readAttributes(bytes: Buffer): ReadAttributes | undefined {
  const read: ReadAttributes = { attributes: [], integrityAt: undefined, hasFingerprint: false };
  let at = HEADER_LENGTH;
  for (let count = 0; at < bytes.length; count += 1) {
    if (count >= maxAttributes) return undefined;
    const type = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 4 + length;
    if (end > bytes.length) return undefined;
    if (type === AttributeType.fingerprint) {
      // RFC 8489, section 14.7: it is the last one.
      if (length !== FINGERPRINT_LENGTH || end !== bytes.length) return undefined;
      if (!hasValidFingerprint(bytes, at)) return undefined;
      read.hasFingerprint = true;
    } else if (read.integrityAt !== undefined) {
      // RFC 8489, section 14.5: what follows MESSAGE-INTEGRITY is not protected by it, and ignored.
    } else if (type === AttributeType.messageIntegrity) {
      if (length !== 20) return undefined;
      read.integrityAt = at;
    } else {
      read.attributes.push([type, bytes.subarray(at + 4, end)]);
    }
    at = end + (-length & 3);
  }
  return read;
}
