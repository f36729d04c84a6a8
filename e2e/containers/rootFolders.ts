// Root file systems of Debian and parts of them, made once and kept in the cache.
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lab/program.ts';

/** The machine's programs, beside what these depend on: an engine, and what commands of the documentation use. */
const engine = [
  'docker.io',
  'docker-cli',
  'docker-compose',
  'docker-buildx',
  'containerd',
  'runc',
  'iptables',
  'base-files',
  'bash',
  'ca-certificates',
  'coreutils',
  'dash',
  'kmod',
  'openssl',
  'procps',
  'sed',
];

/** The folder of a Debian with an engine in it, of a newer release than the machine's may be. */
export function engineFolder(cache: string): Promise<string> {
  const name = `engine-trixie-${hash('sha256', engine.join()).slice(0, 8)}`;
  // Of another list.
  for (const other of readdirSync(cache).filter((entry) => entry.startsWith('engine-') && entry !== name)) {
    rmSync(join(cache, other), { recursive: true });
  }
  return kept(join(cache, name), async (folder) => {
    // Extracted is enough: nothing of it is a service that would have to be set up.
    const options = ['--variant=extract', `--include=${engine.join(',')}`];
    await run('mmdebstrap', [...options, 'trixie', folder, await mirror()]);
    for (const name of ['iptables', 'ip6tables']) {
      symlinkSync('xtables-nft-multi', join(folder, 'usr/sbin', name));
    }
  });
}

/** An archive of what stands in for the image `debian:…-slim`: without manuals, and trusting whom this machine trusts. */
export function baseArchive(cache: string): Promise<string> {
  return kept(join(cache, 'debian-slim.tar'), async (archive) => {
    const slim = ['doc', 'info', 'locale', 'man'].map(
      (name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`,
    );
    const trust = [
      'mkdir -p "$1/etc/ssl/certs"',
      'upload /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt',
    ];
    const hooks = trust.map((hook) => `--customize-hook=${hook}`);
    const options = ['--variant=apt', '--format=tar', '--dpkgopt=force-unsafe-io', ...slim, ...hooks];
    await run('mmdebstrap', [...options, 'bookworm', archive, await mirror()]);
  });
}

/** The folder of an unpacked package of a newer release than the machine's. */
export function unpackedPackage(cache: string, name: string, release: string): Promise<string> {
  return kept(join(cache, `${name}-${release}`), async (folder) => {
    const apt = join(folder, 'apt');
    for (const path of ['sources', 'lists/partial', 'cache/archives/partial']) {
      mkdirSync(join(apt, path), { recursive: true });
    }
    const keys = '/usr/share/keyrings/debian-archive-keyring.gpg';
    writeFileSync(
      join(apt, 'sources/debian.list'),
      `deb [signed-by=${keys}] ${await mirror()} ${release} main\n`,
    );
    const places = [
      'Dir::Etc::sourcelist=/dev/null',
      `Dir::Etc::sourceparts=${join(apt, 'sources')}`,
      `Dir::State::lists=${join(apt, 'lists')}`,
      `Dir::Cache=${join(apt, 'cache')}`,
      'APT::Sandbox::User=',
      `Dir::State::status=/dev/null`,
    ].flatMap((place) => ['-o', place]);
    await run('apt-get', ['-qq', ...places, 'update']);
    await run('env', ['-C', folder, 'apt-get', '-qq', ...places, 'download', name]);
    rmSync(apt, { recursive: true });
    const archives = readdirSync(folder).filter((file) => file.endsWith('.deb'));
    for (const archive of archives) await run('dpkg-deb', ['-x', join(folder, archive), folder]);
  });
}

/** Makes something under another name first, of this process: what bears its own is whole, and another run may make it, too. */
async function kept(path: string, make: (unfinished: string) => Promise<void>): Promise<string> {
  if (existsSync(path)) return path;
  const unfinished = path.replace(/[^/]*$/, `unfinished-${process.pid}-$&`);
  rmSync(unfinished, { recursive: true, force: true });
  await make(unfinished);
  if (existsSync(path)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, path);
  return path;
}

/**
 * Where this machine has its packages from.
 * @throws {Error} where apt names no mirror of Debian
 */
async function mirror(): Promise<string> {
  const uris = await run('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages']);
  const lines = uris.split('\n').map((line) => line.trim());
  const debian = lines.find((line) => /\/debian\/?$/.test(line));
  if (debian === undefined) throw new Error('apt knows no mirror of Debian: run "apt-get update"');
  return debian;
}
