import { createPrivateKey, X509Certificate } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';

/** What the server itself has to know of the certificate that the TURN server presents for it. */
export interface Certificate {
  /** The first host name in it that is no pattern. */
  readonly hostName: string | undefined;
}

/** The paths of a certificate and its key. A `*` in them stands for any name; of several files the newest one counts. */
export interface CertificateFiles {
  cert: string;
  key: string;
}

/** @throws {Error} When one of the files is none, or they do not belong together. */
export function readCertificate(files: CertificateFiles): Certificate {
  const certificate = new X509Certificate(readFileSync(newest(files.cert)));
  const key = createPrivateKey(readFileSync(newest(files.key)));
  if (!certificate.checkPrivateKey(key)) throw new Error('the key is not that of the certificate');
  return { hostName: hostNameIn(certificate) };
}

/** A certificate that may come to be there later. Until then it has no name, and is looked for whenever that is asked for. */
export class AwaitedCertificate implements Certificate {
  readonly #path: string;
  #found: X509Certificate | undefined;

  constructor({ cert }: Pick<CertificateFiles, 'cert'>) {
    this.#path = cert;
  }

  get hostName(): string | undefined {
    try {
      this.#found ??= new X509Certificate(readFileSync(newest(this.#path)));
    } catch {
      // The TURN server tells what is wrong with it.
      return undefined;
    }
    return hostNameIn(this.#found);
  }
}

function hostNameIn(certificate: X509Certificate): string | undefined {
  const names = (certificate.subjectAltName ?? '').split(', ').map((name) => name.replace(/^DNS:/, ''));
  return names.find((name) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name));
}

/** @throws {Error} When there is none. */
function newest(pattern: string): string {
  if (!pattern.includes('*')) return pattern;
  const changedAt = (path: string) => statSync(path).mtimeMs;
  const [path] = globSync(pattern).toSorted((a, b) => changedAt(b) - changedAt(a));
  if (path === undefined) throw new Error(`there is no ${pattern}`);
  return path;
}
