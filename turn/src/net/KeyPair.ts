// A certificate and its key in two files, which whoever renews them replaces while the server runs.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
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

/**
 * The paths of both. A `*` in them stands for any name, such as that of the issuer's folder where Caddy keeps certificates;
 * of several files the newest one counts.
 */
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

/**
 * The newest certificate that has its key.
 * @throws {Error} when there is none.
 */
export function readKeyPair(files: KeyPairFiles): KeyPair {
  return newestPair(pathsOf(files), (path) => readFileSync(path), checkKeyPair);
}

export interface KeyPairWatch {
  files: KeyPairFiles;
  /** What is in use. */
  pair: KeyPair | undefined;
  /** Why there is none, where that has been told already. */
  missing?: string | undefined;
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
export function watchKeyPair({
  files,
  pair,
  missing,
  clock,
  onRenewed,
  onRefused,
}: KeyPairWatch): () => void {
  let current = pair;
  let refusal = missing;
  let isReading = false;
  const isCurrent = ({ cert, key }: KeyPair) => current?.cert.equals(cert) && current.key.equals(key);
  const look = async () => {
    if (isReading) return;
    isReading = true;
    try {
      const paths = pathsOf(files);
      const contents = await contentsOf([...paths.certs, ...paths.keys]);
      const found = newestPair(paths, contents, (one) => {
        if (!isCurrent(one)) checkKeyPair(one);
      });
      refusal = undefined;
      if (isCurrent(found)) return;
      current = found;
      onRenewed(found);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (error.message !== refusal) onRefused(error);
      refusal = error.message;
    } finally {
      isReading = false;
    }
  };
  return clock.every(READ_INTERVAL, () => void look());
}

interface Paths {
  certs: readonly string[];
  keys: readonly string[];
}

function pathsOf({ cert, key }: KeyPairFiles): Paths {
  return { certs: matchesOf(cert), keys: matchesOf(key) };
}

/** The newest first. A path without `*` is itself, whether there is a file or not. */
function matchesOf(pattern: string): string[] {
  if (!pattern.includes('*')) return [pattern];
  const paths = globSync(pattern);
  if (paths.length === 0) throw new Error(`there is no ${pattern}`);
  const changedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const times = new Map(paths.map((path) => [path, changedAt(path)]));
  return paths.toSorted((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0));
}

/** Reads files of which some may not be there, which only matters to who wants to know what is in those. */
async function contentsOf(paths: readonly string[]): Promise<(path: string) => Buffer> {
  const results = await Promise.allSettled(paths.map((path) => readFile(path)));
  const byPath = new Map(paths.map((path, index) => [path, results[index]]));
  return (path) => {
    const result = byPath.get(path);
    if (result?.status === 'fulfilled') return result.value;
    throw result?.reason;
  };
}

/** @throws {Error} Why the newest certificate cannot be used, where none can. */
function newestPair(
  { certs, keys }: Paths,
  read: (path: string) => Buffer,
  check: (pair: KeyPair) => void,
): KeyPair {
  const problems: unknown[] = [];
  for (const cert of certs) {
    for (const key of keys) {
      try {
        const pair = { cert: read(cert), key: read(key) };
        check(pair);
        return pair;
      } catch (error) {
        problems.push(error);
      }
    }
  }
  throw problems[0];
}
