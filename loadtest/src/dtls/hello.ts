// The hellos of both sides (RFC 5246, section 7.4.1; RFC 6347, section 4.2.1).
import type { SrtpProfile } from '../srtp/profiles.ts';
import { srtpProfiles } from '../srtp/profiles.ts';

const DTLS_1_2 = 0xfefd;

/** ECDHE on P-256, signed by whatever key the other side has, and AES_128_GCM. RFC 5289. */
const CipherSuite = { ecdsa: 0xc02b, rsa: 0xc02f, renegotiationInfo: 0x00ff } as const;

const Extension = {
  supportedGroups: 10,
  pointFormats: 11,
  signatureAlgorithms: 13,
  useSrtp: 14,
  extendedMasterSecret: 23,
} as const;

export const P256 = 23;

/** RFC 8446, section 4.2.3. */
export const SignatureScheme = { ecdsaP256Sha256: 0x0403, rsaPssSha256: 0x0804, rsaPkcs1Sha256: 0x0401 };

export interface ClientHello {
  readonly random: Buffer;
  readonly cookie: Buffer;
  /** In order of preference. */
  readonly profiles: readonly SrtpProfile[];
}

export function encodeClientHello({ random, cookie, profiles }: ClientHello): Buffer {
  const extensions = Buffer.concat([
    extension(Extension.supportedGroups, vector16(u16(P256))),
    extension(Extension.pointFormats, vector8(Buffer.from([0]))),
    extension(
      Extension.signatureAlgorithms,
      vector16(
        u16(SignatureScheme.ecdsaP256Sha256, SignatureScheme.rsaPssSha256, SignatureScheme.rsaPkcs1Sha256),
      ),
    ),
    extension(
      Extension.useSrtp,
      Buffer.concat([vector16(u16(...profiles.map(({ id }) => id))), vector8(Buffer.alloc(0))]),
    ),
    extension(Extension.extendedMasterSecret, Buffer.alloc(0)),
  ]);
  const suites = u16(CipherSuite.ecdsa, CipherSuite.rsa, CipherSuite.renegotiationInfo);
  const noSession = vector8(Buffer.alloc(0));
  const noCompression = vector8(Buffer.from([0]));
  return Buffer.concat([
    u16(DTLS_1_2),
    random,
    noSession,
    vector8(cookie),
    vector16(suites),
    noCompression,
    vector16(extensions),
  ]);
}

export interface ServerHello {
  readonly random: Buffer;
  readonly profile: SrtpProfile;
  readonly hasExtendedMasterSecret: boolean;
}

/** @throws {Error} When it is none, or agrees to what was not offered. */
export function parseServerHello(body: Buffer): ServerHello {
  const random = body.subarray(2, 34);
  let at = 35 + body.readUInt8(34);
  const suite = body.readUInt16BE(at);
  if (suite !== CipherSuite.ecdsa && suite !== CipherSuite.rsa) throw new Error(`cipher suite ${suite}`);
  at += 5;
  let profile: SrtpProfile | undefined;
  let hasExtendedMasterSecret = false;
  while (at + 4 <= body.length) {
    const type = body.readUInt16BE(at);
    const value = body.subarray(at + 4, at + 4 + body.readUInt16BE(at + 2));
    if (type === Extension.useSrtp) profile = srtpProfiles.find(({ id }) => id === value.readUInt16BE(2));
    if (type === Extension.extendedMasterSecret) hasExtendedMasterSecret = true;
    at += 4 + value.length;
  }
  if (!profile) throw new Error('no SRTP profile in common');
  return { random, profile, hasExtendedMasterSecret };
}

export function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}

export function vector8(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([content.length]), content]);
}

export function vector16(content: Buffer): Buffer {
  return Buffer.concat([u16(content.length), content]);
}

export function vector24(content: Buffer): Buffer {
  const length = Buffer.alloc(3);
  length.writeUIntBE(content.length, 0, 3);
  return Buffer.concat([length, content]);
}

function extension(type: number, value: Buffer): Buffer {
  return Buffer.concat([u16(type), vector16(value)]);
}
