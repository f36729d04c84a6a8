import { expect, test } from 'vitest';
import { parseFingerprints } from './certificate.ts';

test('a fingerprint that is said for each media section counts once, in the spelling of SDP', () => {
  const sdp = 'v=0\r\na=fingerprint:sha-256 ab:CD\r\nm=x\r\na=fingerprint:SHA-256 AB:CD\r\n';
  expect(parseFingerprints(sdp)).toEqual([{ algorithm: 'sha-256', value: 'AB:CD' }]);
});
