import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../lab/program.ts';

/** A registry's certificate may be signed by one that this machine was told to trust. */
const trustedCertificates = '/usr/local/share/ca-certificates';
const trusted = '/etc/ssl/certs/ca-certificates.crt';
/** What apt was told of where this machine's packages come from, and nothing else of its configuration. */
const ofMirrors = /^Acquire::(Check-Date|Check-Valid-Until|Retries|http|https)\b.*;$/;

interface Surroundings {
  /** A folder that is empty. */
  folder: string;
  /** The address of the proxy by which packages come. */
  proxy: string;
  npmRegistry: string;
}

/** The root file system of a Debian 12 on which nobody has done anything, made for this run. */
export class FreshDebian {
  readonly #folder: string;
  readonly #env: Record<string, string>;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#env = {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/root',
      LANG: 'C.UTF-8',
      DEBIAN_FRONTEND: 'noninteractive',
      NODE_EXTRA_CA_CERTS: trusted,
    };
  }

  static async make({ folder, proxy, npmRegistry }: Surroundings): Promise<FreshDebian> {
    const config = (await run('apt-config', ['dump'])).split('\n').filter((line) => ofMirrors.test(line));
    const options = [...config, `Acquire::http::Proxy "${proxy}";`, `Acquire::https::Proxy "${proxy}";`];
    const sources = ['/etc/apt/sources.list', ...globSync('/etc/apt/sources.list.d/debian*.{list,sources}')];
    await run('mmdebstrap', [
      '--variant=minbase',
      '--include=ca-certificates',
      ...options.map((option) => `--aptopt=${option}`),
      'bookworm',
      folder,
      ...sources.filter((path) => existsSync(path)),
    ]);
    for (const [type, target] of [
      ['proc', 'proc'],
      ['devtmpfs', 'dev'],
    ] as const) {
      await run('mount', ['-t', type, type, join(folder, target)]);
    }
    const debian = new FreshDebian(folder);
    if (existsSync(trustedCertificates)) {
      cpSync(trustedCertificates, join(folder, trustedCertificates), { recursive: true });
      await debian.#finish('update-ca-certificates');
    }
    const npmrc = [`registry=${npmRegistry}`, `proxy=${proxy}`, `https-proxy=${proxy}`, `cafile=${trusted}`];
    writeFileSync(join(folder, 'root/.npmrc'), `${npmrc.join('\n')}\n`);
    return debian;
  }

  /** Puts the files of a checkout into `/root/parley`, and nothing that is not in it. */
  async clone(checkout: string): Promise<void> {
    const target = join(this.#folder, 'root/parley');
    mkdirSync(target);
    const listed = await run('git', [
      '-C',
      checkout,
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
    ]);
    for (const path of listed.split('\0').filter((one) => one !== '' && existsSync(join(checkout, one)))) {
      cpSync(join(checkout, path), join(target, path));
    }
  }

  /** Types commands, in `/root/parley`. The shell says each of them before it runs it, with a plus sign. */
  type(commands: string): ChildProcess {
    return spawn(
      'chroot',
      [this.#folder, 'bash', '-exc', `{ set +x; cd /root/parley; set -x; } 2> /dev/null\n${commands}`],
      { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
  }

  get version(): string {
    return readFileSync(join(this.#folder, 'etc/debian_version'), 'utf8').trim();
  }

  async #finish(command: string): Promise<void> {
    await run('chroot', [this.#folder, 'env', '-i', `PATH=${this.#env['PATH']}`, command]);
  }
}
