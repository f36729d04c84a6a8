/** How SRTP packets are sealed. RFC 5764 section 4.1.2, RFC 7714 section 14.2. */
export interface SrtpProfile {
  /** In the use_srtp extension of DTLS. */
  readonly id: number;
  readonly name: string;
  readonly isAead: boolean;
  readonly keyLength: number;
  readonly saltLength: number;
  readonly tagLength: number;
}

/** In order of preference, which is that of Chromium. */
export const srtpProfiles: readonly SrtpProfile[] = [
  { id: 8, name: 'AEAD_AES_256_GCM', isAead: true, keyLength: 32, saltLength: 12, tagLength: 16 },
  { id: 7, name: 'AEAD_AES_128_GCM', isAead: true, keyLength: 16, saltLength: 12, tagLength: 16 },
  { id: 1, name: 'AES_CM_128_HMAC_SHA1_80', isAead: false, keyLength: 16, saltLength: 14, tagLength: 10 },
];

/** What DTLS exports for one direction. RFC 5764, section 4.2. */
export interface MasterKey {
  readonly key: Buffer;
  readonly salt: Buffer;
}
