import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from '../lab/program.ts';
import type { Network } from './Network.ts';

/** A registry's certificate may be signed by one that this machine was told to trust. */
const trustedCertificates = '/usr/local/share/ca-certificates';
const trusted = '/etc/ssl/certs/ca-certificates.crt';
/** What apt was told of where this machine's packages come from, and nothing else of its configuration. */
const ofMirrors = /^Acquire::(Check-Date|Check-Valid-Until|Retries|http|https)\b.*;$/;

/** What a media worker that was built on Debian 12 needs, beside what Debian's Node brings along. */
export const workerPackages = ['libabsl20220623'];

interface Surroundings {
  /** A folder that is empty. */
  folder: string;
  /** The network of this machine. */
  machine: Network;
  /** The address of its resolver. */
  resolver: string;
  /** Where this machine has its packages of npm from: lines of an `.npmrc`. */
  npm: readonly string[];
  /** Of Debian, beyond the smallest system. */
  packages?: readonly string[];
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

  static async make({ folder, machine, resolver, npm, packages = [] }: Surroundings): Promise<FreshDebian> {
    const config = (await run('apt-config', ['dump'])).split('\n').filter((line) => ofMirrors.test(line));
    const sources = ['/etc/apt/sources.list', ...globSync('/etc/apt/sources.list.d/debian*.{list,sources}')];
    await machine.run('mmdebstrap', [
      '--variant=minbase',
      `--include=${['ca-certificates', ...packages].join()}`,
      ...config.map((option) => `--aptopt=${option}`),
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
    writeFileSync(join(folder, 'root/.npmrc'), `${[...npm, `cafile=${trusted}`].join('\n')}\n`);
    writeFileSync(join(folder, 'etc/resolv.conf'), `nameserver ${resolver}\n`);
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

  /** Puts a media worker into a folder where the clone looks before it fetches or builds one. */
  bring(worker: string, folder: string): void {
    const cache = join(this.#folder, folder);
    mkdirSync(cache, { recursive: true });
    copyFileSync(worker, join(cache, basename(worker)));
  }

  /**
   * Types commands, in `/root/parley`. The shell says each of them before it runs it, with a plus sign.
   * @param enter What leads into the system, where that is more than its files.
   */
  type(
    commands: string,
    [program, ...args]: readonly [string, ...string[]] = ['chroot', this.#folder],
  ): ChildProcess {
    return spawn(
      program,
      [...args, 'bash', '-exc', `{ set +x; cd /root/parley; set -x; } 2> /dev/null\n${commands}`],
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
