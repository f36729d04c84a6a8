import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What the server itself has to know of the certificate that the TURN server presents for it. */
export interface Certificate {
  /** The first host name in it that is no pattern. */
  hostName: string | undefined;
}

/** @throws {Error} When one of the files is none, or they do not belong together. */
export function readCertificate(files: { cert: string; key: string }): Certificate {
  const certificate = new X509Certificate(readFileSync(files.cert));
  const key = createPrivateKey(readFileSync(files.key));
  if (!certificate.checkPrivateKey(key)) throw new Error('the key is not that of the certificate');
  const names = (certificate.subjectAltName ?? '').split(', ').map((name) => name.replace(/^DNS:/, ''));
  return { hostName: names.find((name) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name)) };
}
