import type { DtlsFingerprint } from '@parley/protocol';

/** The certificate of one's own end of both transports, and what the server must know of it. */
export interface OwnCertificate {
  readonly certificate: RTCCertificate;
  readonly fingerprints: DtlsFingerprint[];
}

/** Made ahead of the join, so that the join can tell the fingerprint. */
export async function createCertificate(): Promise<OwnCertificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const certificate = await RTCPeerConnection.generateCertificate(algorithm);
  return { certificate, fingerprints: await fingerprintsOf(certificate) };
}

/** Read from an offer, the one way that every browser knows, and in the spelling that SDP wants. */
async function fingerprintsOf(certificate: RTCCertificate): Promise<DtlsFingerprint[]> {
  const connection = new RTCPeerConnection({ certificates: [certificate] });
  try {
    connection.createDataChannel('');
    const { sdp } = await connection.createOffer();
    return parseFingerprints(sdp ?? '');
  } finally {
    connection.close();
  }
}

/** RFC 8122 section 5. */
export function parseFingerprints(sdp: string): DtlsFingerprint[] {
  const found = new Map<string, DtlsFingerprint>();
  for (const [, algorithm, value] of sdp.matchAll(/^a=fingerprint:(\S+) (\S+)/gm)) {
    const fingerprint = { algorithm: algorithm?.toLowerCase(), value: value?.toUpperCase() };
    found.set(`${fingerprint.algorithm} ${fingerprint.value}`, fingerprint as DtlsFingerprint);
  }
  return [...found.values()];
}
