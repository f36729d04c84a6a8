import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate with its key, as WebRTC's ends make it for themselves. */
export interface Certificate {
  /** X.509, in DER. */
  readonly der: Buffer;
  readonly privateKey: KeyObject;
}

/** Self-signed, of P-256, for a month. */
export function makeCertificate(now: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
  const commonName = der(0x06, Buffer.from('550403', 'hex'));
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('parley-loadtest')))));
  const day = 86_400_000;
  // An INTEGER is signed, and has no leading zeros.
  const serial = Buffer.concat([Buffer.from([0x40]), randomBytes(8)]);
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(time(now - day), time(now + 30 * day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, privateKey));
  return { der: sequence(toBeSigned, ecdsaWithSha256, signature), privateKey };
}

/** As SDP and signaling write it: octets in upper case with colons between them. RFC 8122, section 5. */
export function fingerprintOf(der: Buffer, algorithm: string): string {
  const digest = createHash(algorithm.replace('-', '')).update(der).digest('hex').toUpperCase();
  return digest.match(/../g)?.join(':') ?? '';
}

function time(ms: number): Buffer {
  // GeneralizedTime.
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  return der(0x18, Buffer.from(`${digits}Z`));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const lengthBytes =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content]);
}
