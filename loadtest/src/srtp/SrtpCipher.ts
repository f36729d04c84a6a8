import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { deriveKey, Label, RTCP_LABELS } from './keyDerivation.ts';
import type { MasterKey, SrtpProfile } from './profiles.ts';

/** The session keys of one direction and protocol. */
export interface SessionKeys {
  readonly profile: SrtpProfile;
  readonly key: Buffer;
  readonly salt: Buffer;
  /** Where the cipher itself does not authenticate. */
  readonly authenticationKey: Buffer;
}

export function sessionKeys(profile: SrtpProfile, master: MasterKey, protocol: 'rtp' | 'rtcp'): SessionKeys {
  const first = protocol === 'rtp' ? 0 : RTCP_LABELS;
  return {
    profile,
    key: deriveKey(master, first + Label.cipherKey, profile.keyLength),
    salt: deriveKey(master, first + Label.salt, profile.saltLength),
    authenticationKey: profile.isAead
      ? Buffer.alloc(0)
      : deriveKey(master, first + Label.authenticationKey, 20),
  };
}

const RTCP_HEADER_LENGTH = 8;
const INDEX_LENGTH = 4;
const IS_ENCRYPTED = 0x8000_0000;

/**
 * Seals and opens the packets of one direction: RFC 3711, sections 3 and 4.1.1, and RFC 7714, sections 8 and 9. It
 * keeps no state of streams: how often a sequence number has wrapped is its caller's to know.
 */
export class SrtpCipher {
  readonly #keys: SessionKeys;
  readonly #iv: Buffer;
  readonly #aead: 'aes-256-gcm' | 'aes-128-gcm';
  /** Of what is authenticated last: the roll-over counter, or the index of RTCP. */
  readonly #trailer = Buffer.alloc(INDEX_LENGTH);

  constructor(keys: SessionKeys) {
    this.#keys = keys;
    this.#iv = Buffer.alloc(keys.profile.isAead ? 12 : 16);
    this.#aead = keys.key.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm';
  }

  /** @returns What follows the header: the payload and its tag. */
  sealRtp(header: Buffer, payload: Buffer, rollOver: number): Buffer[] {
    this.#ivOfRtp(header, rollOver);
    if (this.#keys.profile.isAead) return this.#seal(payload, header);
    const sealed = this.#counterMode(payload);
    this.#trailer.writeUInt32BE(rollOver);
    return [sealed, this.#tagOf(header, sealed, this.#trailer)];
  }

  /** The payload, or undefined: it was not sealed with this key. */
  openRtp(packet: Buffer, headerLength: number, rollOver: number): Buffer | undefined {
    const end = packet.length - this.#keys.profile.tagLength;
    if (end < headerLength) return undefined;
    this.#ivOfRtp(packet, rollOver);
    const header = packet.subarray(0, headerLength);
    const sealed = packet.subarray(headerLength, end);
    if (this.#keys.profile.isAead) return this.#open(sealed, header, packet.subarray(end));
    this.#trailer.writeUInt32BE(rollOver);
    if (!this.#tagOf(header, sealed, this.#trailer).equals(packet.subarray(end))) return undefined;
    return this.#counterMode(sealed);
  }

  /** @param index Of the sender's packets of RTCP; each has another. */
  sealRtcp(packet: Buffer, index: number): Buffer {
    const header = packet.subarray(0, RTCP_HEADER_LENGTH);
    const body = packet.subarray(RTCP_HEADER_LENGTH);
    const trailer = Buffer.alloc(INDEX_LENGTH);
    trailer.writeUInt32BE((index | IS_ENCRYPTED) >>> 0);
    this.#ivOfRtcp(packet, index);
    if (this.#keys.profile.isAead) {
      const sealed = this.#seal(body, Buffer.concat([header, trailer]));
      return Buffer.concat([header, ...sealed, trailer]);
    }
    const sealed = this.#counterMode(body);
    return Buffer.concat([header, sealed, trailer, this.#tagOf(header, sealed, trailer)]);
  }

  /** The whole packet in the clear, or undefined: it was not sealed with this key. */
  openRtcp(packet: Buffer): Buffer | undefined {
    const { isAead, tagLength } = this.#keys.profile;
    const end = packet.length - tagLength - INDEX_LENGTH;
    if (end < RTCP_HEADER_LENGTH) return undefined;
    const header = packet.subarray(0, RTCP_HEADER_LENGTH);
    const sealed = packet.subarray(RTCP_HEADER_LENGTH, end);
    const trailer = isAead ? packet.subarray(-INDEX_LENGTH) : packet.subarray(end, end + INDEX_LENGTH);
    const word = trailer.readUInt32BE(0);
    // What is not encrypted is not asked for by anybody here.
    if (word < IS_ENCRYPTED) return undefined;
    this.#ivOfRtcp(packet, word - IS_ENCRYPTED);
    if (isAead) {
      const tag = packet.subarray(end, end + tagLength);
      const body = this.#open(sealed, Buffer.concat([header, trailer]), tag);
      return body && Buffer.concat([header, body]);
    }
    if (!this.#tagOf(header, sealed, trailer).equals(packet.subarray(-tagLength))) return undefined;
    return Buffer.concat([header, this.#counterMode(sealed)]);
  }

  #seal(plain: Buffer, additional: Buffer): [Buffer, Buffer] {
    const cipher = createCipheriv(this.#aead, this.#keys.key, this.#iv);
    cipher.setAAD(additional);
    const sealed = cipher.update(plain);
    // Of this mode nothing is left to come.
    cipher.final();
    return [sealed, cipher.getAuthTag()];
  }

  #open(sealed: Buffer, additional: Buffer, tag: Buffer): Buffer | undefined {
    const decipher = createDecipheriv(this.#aead, this.#keys.key, this.#iv, { authTagLength: 16 });
    decipher.setAAD(additional);
    decipher.setAuthTag(tag);
    const plain = decipher.update(sealed);
    try {
      decipher.final();
      return plain;
    } catch {
      return undefined;
    }
  }

  #counterMode(bytes: Buffer): Buffer {
    return createCipheriv('aes-128-ctr', this.#keys.key, this.#iv).update(bytes);
  }

  #tagOf(...parts: readonly Buffer[]): Buffer {
    const hmac = createHmac('sha1', this.#keys.authenticationKey);
    for (const part of parts) hmac.update(part);
    return hmac.digest().subarray(0, this.#keys.profile.tagLength);
  }

  #ivOfRtp(header: Buffer, rollOver: number): void {
    const { iv, at } = this.#startIv();
    xorUInt32(iv, at, header.readUInt32BE(8));
    xorUInt32(iv, at + 4, rollOver);
    xorUInt16(iv, at + 8, header.readUInt16BE(2));
  }

  #ivOfRtcp(packet: Buffer, index: number): void {
    const { iv, at } = this.#startIv();
    xorUInt32(iv, at, packet.readUInt32BE(4));
    xorUInt32(iv, at + 6, index);
  }

  /** The salt, and where in it the SSRC goes: RFC 7714 sections 8.1 and 9.1, RFC 3711 section 4.1.1. */
  #startIv(): { iv: Buffer; at: number } {
    this.#iv.fill(0);
    this.#keys.salt.copy(this.#iv);
    return { iv: this.#iv, at: this.#keys.profile.isAead ? 2 : 4 };
  }
}

function xorUInt32(bytes: Buffer, at: number, value: number): void {
  bytes.writeUInt32BE((bytes.readUInt32BE(at) ^ value) >>> 0, at);
}

function xorUInt16(bytes: Buffer, at: number, value: number): void {
  bytes.writeUInt16BE(bytes.readUInt16BE(at) ^ value, at);
}
