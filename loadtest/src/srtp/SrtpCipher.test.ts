import { expect, test } from 'vitest';
import { hex } from '@parley/rtp/hex';
import { srtpProfiles, type SrtpProfile } from './profiles.ts';
import { sessionKeys, SrtpCipher } from './SrtpCipher.ts';

function profileOf(name: string): SrtpProfile {
  const profile = srtpProfiles.find((candidate) => candidate.name === name);
  if (!profile) throw new Error(name);
  return profile;
}

const none = Buffer.alloc(0);
const quidProQuo = hex('517569642070726f2071756f');
const key256 = hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');

const rtpHeader = hex('8040f17b 8041f8d3 5501a0b2');
const gallia = Buffer.from('Gallia est omnis divisa in partes tres');
const rtcp = hex(`81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61
  deadbeef deadbeef deadbeef deadbeef deadbeef`);

test.each([
  {
    name: 'AEAD_AES_128_GCM',
    section: '16.1',
    key: key256.subarray(0, 16),
    sealed: `f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833
      899d7f27beb16a9152cf765ee4390cce`,
  },
  {
    name: 'AEAD_AES_256_GCM',
    section: '16.2',
    key: key256,
    sealed: `32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b
      7aa3db36dfffd6b0f9bb7878d7a76c13`,
  },
])('RFC 7714, section $section: SRTP with $name', ({ name, key, sealed }) => {
  const cipher = new SrtpCipher({ profile: profileOf(name), key, salt: quidProQuo, authenticationKey: none });
  expect(Buffer.concat(cipher.sealRtp(rtpHeader, gallia, 0))).toEqual(hex(sealed));
  const packet = Buffer.concat([rtpHeader, hex(sealed)]);
  expect(cipher.openRtp(packet, 12, 0)).toEqual(gallia);
  expect(cipher.openRtp(packet, 12, 1)).toBeUndefined();
});

test.each([
  {
    name: 'AEAD_AES_128_GCM',
    section: '17.1',
    key: key256.subarray(0, 16),
    sealed: `81c8000d4d617273 63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b46
      86303ded0bb9275b c84aa45896cf4d2fc5abf87245d9eade 800005d4`,
  },
  {
    name: 'AEAD_AES_256_GCM',
    section: '17.2',
    key: key256,
    sealed: `81c8000d4d617273 d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658
      c61de0476f1b6fad 1d1eb30c4446839f57ff6f6cb26ac3be 800005d4`,
  },
])('RFC 7714, section $section: SRTCP with $name', ({ name, key, sealed }) => {
  const cipher = new SrtpCipher({ profile: profileOf(name), key, salt: quidProQuo, authenticationKey: none });
  expect(cipher.sealRtcp(rtcp, 0x5d4)).toEqual(hex(sealed));
  expect(cipher.openRtcp(hex(sealed))).toEqual(rtcp);
});

test('RFC 3711, appendix B.2: the key stream of counter mode', () => {
  const keys = {
    profile: profileOf('AES_CM_128_HMAC_SHA1_80'),
    key: hex('2B7E151628AED2A6ABF7158809CF4F3C'),
    salt: hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD'),
    authenticationKey: Buffer.alloc(20),
  };
  // The vector has an SSRC and an index of zero.
  const [sealed, tag] = new SrtpCipher(keys).sealRtp(hex('80000000 00000000 00000000'), Buffer.alloc(48), 0);
  expect(sealed).toEqual(
    hex(`E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB
      41E95B3BB0A2E8DD477901E4FCA894C0`),
  );
  expect(tag).toHaveLength(10);
});

test.each(srtpProfiles)('$name opens what it sealed, and nothing that was touched', (profile) => {
  const master = { key: key256.subarray(0, profile.keyLength), salt: Buffer.alloc(profile.saltLength, 7) };
  const rtp = new SrtpCipher(sessionKeys(profile, master, 'rtp'));
  const packet = Buffer.concat([rtpHeader, ...rtp.sealRtp(rtpHeader, gallia, 3)]);
  expect(packet).toHaveLength(12 + gallia.length + profile.tagLength);
  expect(rtp.openRtp(packet, 12, 3)).toEqual(gallia);
  const control = new SrtpCipher(sessionKeys(profile, master, 'rtcp'));
  const sealed = control.sealRtcp(rtcp, 9);
  expect(control.openRtcp(sealed)).toEqual(rtcp);
  for (const [bytes, open] of [
    [packet, (damaged: Buffer) => rtp.openRtp(damaged, 12, 3)],
    [sealed, (damaged: Buffer) => control.openRtcp(damaged)],
  ] as const) {
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
      expect(open(damaged), `byte ${at}`).toBeUndefined();
    }
  }
});
