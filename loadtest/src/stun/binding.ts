// STUN's Binding as ICE uses it (RFC 8489, RFC 8445 section 7): the checks of the controlling side, and their answers.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

const HEADER_LENGTH = 20;
const MAGIC_COOKIE = 0x2112a442;
const INTEGRITY_LENGTH = 20;
const FINGERPRINT_MASK = 0x5354554e;

const MessageType = { request: 0x0001, success: 0x0101, error: 0x0111 } as const;

const AttributeType = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  priority: 0x0024,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
  iceControlling: 0x802a,
  xorMappedAddress: 0x0020,
} as const;

export interface Check {
  /** 12 bytes. */
  readonly transactionId: Uint8Array;
  /** The other side's name, a colon, and one's own. */
  readonly username: string;
  /** The other side's password. */
  readonly password: string;
  /** 8 bytes. */
  readonly tieBreaker: Uint8Array;
}

/** Of a peer-reflexive candidate with the highest local preference. RFC 8445, section 5.1.2. */
const PRIORITY = ((110 << 24) | (65_535 << 8) | 255) >>> 0;

/** A check that nominates at once, as the controlling side may with a peer that is ICE-lite. */
export function encodeCheck({ transactionId, username, password, tieBreaker }: Check): Buffer {
  const priority = Buffer.alloc(4);
  priority.writeUInt32BE(PRIORITY);
  return sealed(
    MessageType.request,
    transactionId,
    [
      [AttributeType.username, Buffer.from(username)],
      [AttributeType.priority, priority],
      [AttributeType.iceControlling, tieBreaker],
      [AttributeType.useCandidate, Buffer.alloc(0)],
    ],
    password,
  );
}

type Attribute = readonly [type: number, value: Uint8Array];

function sealed(
  type: number,
  transactionId: Uint8Array,
  attributes: readonly Attribute[],
  password: string,
): Buffer {
  const length = attributes.reduce((sum, [, { length }]) => sum + 4 + padded(length), HEADER_LENGTH);
  const fingerprintAt = length + 4 + INTEGRITY_LENGTH;
  const bytes = Buffer.alloc(fingerprintAt + 8);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt32BE(MAGIC_COOKIE, 4);
  bytes.set(transactionId, 8);
  let at = HEADER_LENGTH;
  for (const [attribute, value] of attributes) {
    bytes.writeUInt16BE(attribute, at);
    bytes.writeUInt16BE(value.length, at + 2);
    bytes.set(value, at + 4);
    at += 4 + padded(value.length);
  }
  bytes.writeUInt16BE(AttributeType.messageIntegrity, length);
  bytes.writeUInt16BE(INTEGRITY_LENGTH, length + 2);
  bytes.set(integrityOf(bytes, length, password), length + 4);
  bytes.writeUInt16BE(bytes.length - HEADER_LENGTH, 2);
  bytes.writeUInt16BE(AttributeType.fingerprint, fingerprintAt);
  bytes.writeUInt16BE(4, fingerprintAt + 2);
  bytes.writeUInt32BE(fingerprintOf(bytes, fingerprintAt), fingerprintAt + 4);
  return bytes;
}

export interface Answer {
  readonly transactionId: Buffer;
  /** Undefined: success. */
  readonly errorCode: number | undefined;
}

/**
 * The answer to a check; undefined: no STUN message, damaged, not an answer, or not of somebody who knows the password.
 * An error is believed without, as RFC 8489 section 9.1.4 has it for those about the password itself.
 */
export function parseAnswer(bytes: Buffer, password: string): Answer | undefined {
  const message = parse(bytes, password);
  if (!message) return undefined;
  const { type, isSigned, transactionId, errorCode } = message;
  if (type !== MessageType.success && type !== MessageType.error) return undefined;
  if (type === MessageType.success && !isSigned) return undefined;
  return { transactionId, errorCode };
}

/**
 * What to answer to a check of the other side, which a full agent makes even where we control.
 * @param from Where it came from.
 * @param password One's own. Undefined is returned for what is no check of somebody who knows it.
 */
export function answerToCheck(
  bytes: Buffer,
  from: { readonly ip: string; readonly port: number },
  password: string,
): Buffer | undefined {
  const message = parse(bytes, password);
  if (message?.type !== MessageType.request || !message.isSigned) return undefined;
  const { transactionId } = message;
  const address = xorAddress(from);
  return sealed(MessageType.success, transactionId, [[AttributeType.xorMappedAddress, address]], password);
}

interface Parsed extends Answer {
  readonly type: number;
  readonly isSigned: boolean;
}

function parse(bytes: Buffer, password: string): Parsed | undefined {
  if (bytes.length < HEADER_LENGTH || bytes.readUInt32BE(4) !== MAGIC_COOKIE) return undefined;
  if (bytes.readUInt16BE(2) !== bytes.length - HEADER_LENGTH) return undefined;
  let isSigned = false;
  let errorCode: number | undefined;
  for (let at = HEADER_LENGTH; at + 4 <= bytes.length;) {
    const attribute = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 4 + length;
    if (end > bytes.length) return undefined;
    if (attribute === AttributeType.messageIntegrity) {
      if (length !== INTEGRITY_LENGTH) return undefined;
      if (!timingSafeEqual(bytes.subarray(at + 4, end), integrityOf(bytes, at, password))) return undefined;
      isSigned = true;
    } else if (attribute === AttributeType.fingerprint) {
      if (length !== 4 || bytes.readUInt32BE(at + 4) !== fingerprintOf(bytes, at)) return undefined;
    } else if (attribute === AttributeType.errorCode && length >= 4) {
      errorCode = bytes.readUInt8(at + 6) * 100 + bytes.readUInt8(at + 7);
    }
    at = at + 4 + padded(length);
  }
  const type = bytes.readUInt16BE(0);
  return { type, isSigned, transactionId: bytes.subarray(8, HEADER_LENGTH), errorCode };
}

/** Of IPv4. RFC 8489, section 14.2. */
function xorAddress({ ip, port }: { readonly ip: string; readonly port: number }): Buffer {
  const value = Buffer.alloc(8);
  value.writeUInt8(1, 1);
  value.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2);
  value.set(ip.split('.').map(Number), 4);
  value.writeUInt32BE((value.readUInt32BE(4) ^ MAGIC_COOKIE) >>> 0, 4);
  return value;
}

/** RFC 8489, section 14.5: over what is before it, the header's length being that up to its end. */
function integrityOf(message: Buffer, at: number, password: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(at + 4 + INTEGRITY_LENGTH - HEADER_LENGTH);
  return createHmac('sha1', password)
    .update(message.subarray(0, 2))
    .update(length)
    .update(message.subarray(4, at))
    .digest();
}

/** RFC 8489, section 14.7. */
function fingerprintOf(message: Buffer, at: number): number {
  return (crc32(message.subarray(0, at)) ^ FINGERPRINT_MASK) >>> 0;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
