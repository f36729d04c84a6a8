import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './program.ts';
import type { World } from './world.ts';

/** Files of a certificate and its key, in PEM. */
export interface KeyPairFiles {
  readonly certificate: string;
  readonly key: string;
}

const DAY = 86_400_000;

/** A certificate for the server, and the authority that signed it, which the browsers of a home trust. */
export class Identity implements KeyPairFiles {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
  readonly #authorityKey: string;
  readonly #folder: string;
  readonly #name: string;

  private constructor(name: string, folder: string) {
    this.#name = name;
    this.#folder = folder;
    this.certificate = join(folder, 'server.pem');
    this.key = join(folder, 'server.key');
    this.authority = join(folder, 'authority.pem');
    this.#authorityKey = join(folder, 'authority.key');
  }

  static async create(name: string, { folder, home }: World): Promise<Identity> {
    const identity = new Identity(name, folder);
    const { authority } = identity;
    await makeCertificate(authority, identity.#authorityKey, ['-subj', '/CN=The authority of the lab']);
    const signed = ['-CA', authority, '-CAkey', identity.#authorityKey, ...namesOf(name)];
    await makeCertificate(identity.certificate, identity.key, signed);
    const store = authoritiesIn(home);
    mkdirSync(store, { recursive: true });
    await run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
    await run('certutil', ['-d', `sql:${store}`, '-A', '-n', 'lab', '-t', 'C,,', '-i', authority]);
    return identity;
  }

  /** Another certificate of the server, whose time was over three days ago. */
  async expired(): Promise<KeyPairFiles> {
    const folder = mkdtempSync(join(this.#folder, 'expired-'));
    const [certificate, key, wish] = ['server.pem', 'server.key', 'wish.csr'].map((file) =>
      join(folder, file),
    );
    if (certificate === undefined || key === undefined || wish === undefined) throw new Error('no files');
    const newKey = [...ellipticCurve, '-keyout', key];
    await run('openssl', ['req', '-new', ...newKey, '-out', wish, ...namesOf(this.#name)]);
    // Of openssl's ways to sign, only that of an authority's register takes dates.
    writeFileSync(join(folder, 'register'), '');
    writeFileSync(join(folder, 'authority.cnf'), registerConfig(folder));
    const dates = [
      '-startdate',
      dateText(Date.now() - 90 * DAY),
      '-enddate',
      dateText(Date.now() - 3.5 * DAY),
    ];
    const by = [
      '-config',
      join(folder, 'authority.cnf'),
      '-cert',
      this.authority,
      '-keyfile',
      this.#authorityKey,
    ];
    await run('openssl', ['ca', '-batch', '-notext', ...by, ...dates, '-in', wish, '-out', certificate]);
    return { certificate, key };
  }
}

function namesOf(name: string): string[] {
  return [
    ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`],
    ['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'extendedKeyUsage=serverAuth'],
  ].flat();
}

/** As openssl writes dates: 20261122030000Z. */
function dateText(time: number): string {
  return `${new Date(time).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`;
}

function registerConfig(folder: string): string {
  return `
    [ca]
    default_ca = lab
    [lab]
    database = ${join(folder, 'register')}
    new_certs_dir = ${folder}
    rand_serial = yes
    default_md = sha256
    copy_extensions = copy
    policy = names
    [names]
    commonName = supplied
`;
}

const ellipticCurve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];

/** One with a new key; by itself it is that of an authority. */
async function makeCertificate(certificate: string, key: string, more: readonly string[]): Promise<void> {
  const newKey = [...ellipticCurve, '-keyout', key];
  await run('openssl', ['req', '-x509', '-days', '30', ...newKey, '-out', certificate, ...more]);
}

/** Where Chromium keeps its authorities. */
export function authoritiesIn(home: string): string {
  return join(home, '.pki/nssdb');
}
