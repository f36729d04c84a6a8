// A machine for the commands of the documentation: the one that they are run on, with networks, mounts and processes of its own, so
// that nothing that they write, and no port that they take, is anybody's.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../lab/program.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** In memory, and gone with it. */
const folder = '/run/commands';
/** The public address of the documentation's examples. */
const address = '203.0.113.5';
/** The names of the documentation's examples. */
const names = ['meet.example', 'call.example', 'turn.example'];

export interface Machine {
  /** Where certificates, keys and the like of the machine are. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** @throws {Error} in the world of everybody: there it would do harm. */
export async function enterMachine(): Promise<Machine> {
  if (process.pid !== 1) throw new Error('This machine is entered by `npm run test:docs`.');
  // A signal that is not handled does nothing to the first process of a world. Whoever started it may be killed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
  process.on('disconnect', () => process.exit(1));

  await run('mount', ['-t', 'tmpfs', 'commands', '/run']);
  await run('ip', ['link', 'set', 'lo', 'up']);
  // Not every kernel has interfaces that lead nowhere: this one leads to its other end.
  await run('ip', ['link', 'add', 'outside', 'type', 'veth', 'peer', 'name', 'beyond']);
  await run('ip', ['address', 'add', `${address}/24`, 'dev', 'outside']);
  for (const end of ['outside', 'beyond']) await run('ip', ['link', 'set', end, 'up']);
  await writeInMemory('/etc', 'etc');
  await writeInMemory(root, 'project');
  await writeInMemory('/var/lib', 'state');
  // Whose checkout this is may have settings of their own.
  rmSync(join(root, '.env'), { force: true });
  writeFileSync('/etc/hosts', `127.0.0.1 localhost\n${names.map((name) => `${address} ${name}\n`).join('')}`);
  const programs = await strictPrograms();
  const authority = await makeCertificates();
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  return {
    folder,
    env: {
      ...process.env,
      PATH: `${programs}:${process.env['PATH']}`,
      TMPDIR: temporary,
      NODE_EXTRA_CA_CERTS: authority,
      CURL_CA_BUNDLE: authority,
    },
  };
}

/** What is written there from now on is in memory. */
async function writeInMemory(path: string, name: string): Promise<void> {
  const [upper, work] = ['upper', 'work'].map((part) => join(folder, name, part)) as [string, string];
  for (const part of [upper, work]) mkdirSync(part, { recursive: true });
  const layers = `lowerdir=${path},upperdir=${upper},workdir=${work}`;
  await run('mount', ['-t', 'overlay', 'overlay', '-o', layers, path]);
}

/** curl takes an answer of 404 for a success, unless it is told. */
async function strictPrograms(): Promise<string> {
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  const curl = (await run('which', ['curl'])).trim();
  writeFileSync(join(programs, 'curl'), `#!/bin/sh\nexec ${curl} --fail-with-body "$@"\n`);
  chmodSync(join(programs, 'curl'), 0o755);
  return programs;
}

/** Where certbot would have put them. Returns the file of the authority. */
async function makeCertificates(): Promise<string> {
  const live = '/etc/letsencrypt/live/meet.example';
  mkdirSync(live, { recursive: true });
  const [authority, authorityKey] = [join(folder, 'authority.pem'), join(folder, 'authority.key')];
  const make = (certificate: string, key: string, more: string[]) => {
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-keyout', key];
    return run('openssl', ['req', '-x509', '-days', '30', ...newKey, '-out', certificate, ...more]);
  };
  await make(authority, authorityKey, ['-subj', '/CN=The authority of the commands']);
  const signed = ['-CA', authority, '-CAkey', authorityKey, '-subj', '/CN=meet.example'];
  const hosts = names.map((name) => `DNS:${name}`).join();
  const extensions = [
    `subjectAltName=${hosts}`,
    'basicConstraints=critical,CA:FALSE',
    'extendedKeyUsage=serverAuth',
  ];
  const more = [...signed, ...extensions.flatMap((extension) => ['-addext', extension])];
  await make(join(live, 'fullchain.pem'), join(live, 'privkey.pem'), more);
  return authority;
}
