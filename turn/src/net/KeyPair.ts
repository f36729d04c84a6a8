// A certificate and its key in two files, which whoever renews them replaces while the server runs.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { Clock } from '../Clock.ts';

/** How often the files are read. They are small, and a certificate is renewed weeks before its end. */
const READ_INTERVAL = 10_000;

/** The certificate chain and the key, in PEM. */
export interface KeyPair {
  cert: Buffer;
  key: Buffer;
}

/** The paths of both. */
export interface KeyPairFiles {
  cert: string;
  key: string;
}

/** @throws {Error} when one of them is not whole, or the key is not that of the certificate. */
export function checkKeyPair({ cert, key }: KeyPair): void {
  createSecureContext({ cert, key });
  // The secure context does not mind an RSA key beside the certificate of an ECDSA one.
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    throw new Error('the key is not that of the certificate');
  }
}

export interface KeyPairWatch {
  files: KeyPairFiles;
  /** What is in use. */
  pair: KeyPair;
  clock: Clock;
  onRenewed: (pair: KeyPair) => void;
  /** The files have changed and cannot be used (yet). Once for each reason. */
  onRefused: (error: Error) => void;
}

/**
 * Reads the files until the returned function is called, and tells of each new pair. It compares what is in them: that
 * works for files that are written over, renamed, behind symbolic links (Kubernetes swaps one two levels above) or on a
 * network, where notifications of changes do not. Whatever is read between two writings does not fit together, and is
 * read again.
 */
export function watchKeyPair({ files, pair, clock, onRenewed, onRefused }: KeyPairWatch): () => void {
  let current = pair;
  let refusal: string | undefined;
  let isReading = false;
  const look = async () => {
    if (isReading) return;
    isReading = true;
    try {
      const [cert, key] = await Promise.all([readFile(files.cert), readFile(files.key)]).finally(() => {
        isReading = false;
      });
      const isChanged = !cert.equals(current.cert) || !key.equals(current.key);
      if (isChanged) checkKeyPair({ cert, key });
      refusal = undefined;
      if (!isChanged) return;
      current = { cert, key };
      onRenewed(current);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (error.message !== refusal) onRefused(error);
      refusal = error.message;
    }
  };
  return clock.every(READ_INTERVAL, () => void look());
}
