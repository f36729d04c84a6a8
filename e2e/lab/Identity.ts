import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './program.ts';
import type { World } from './world.ts';

/** A certificate for the server, and the authority that signed it, which the browsers of a home trust. */
export class Identity {
  readonly certificate: string;
  readonly key: string;

  private constructor(folder: string) {
    this.certificate = join(folder, 'server.pem');
    this.key = join(folder, 'server.key');
  }

  static async create(name: string, { folder, home }: World): Promise<Identity> {
    const identity = new Identity(folder);
    const [authority, authorityKey] = [join(folder, 'authority.pem'), join(folder, 'authority.key')];
    const signed = [
      ['-CA', authority, '-CAkey', authorityKey, '-subj', `/CN=${name}`],
      ['-addext', `subjectAltName=DNS:${name}`, '-addext', 'basicConstraints=critical,CA:FALSE'],
      ['-addext', 'extendedKeyUsage=serverAuth'],
    ].flat();
    await makeCertificate(authority, authorityKey, ['-subj', '/CN=The authority of the lab']);
    await makeCertificate(identity.certificate, identity.key, signed);
    const store = authoritiesIn(home);
    mkdirSync(store, { recursive: true });
    await run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
    await run('certutil', ['-d', `sql:${store}`, '-A', '-n', 'lab', '-t', 'C,,', '-i', authority]);
    return identity;
  }
}

/** One with a new key; by itself it is that of an authority. */
async function makeCertificate(certificate: string, key: string, more: readonly string[]): Promise<void> {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-keyout', key];
  await run('openssl', ['req', '-x509', '-days', '30', ...newKey, '-out', certificate, ...more]);
}

/** Where Chromium keeps its authorities. */
export function authoritiesIn(home: string): string {
  return join(home, '.pki/nssdb');
}
