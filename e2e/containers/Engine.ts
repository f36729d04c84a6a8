import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { poll } from '../harness/poll.ts';
import { run, Running } from '../lab/program.ts';
import type { Machine } from './Machine.ts';

const socket = 'unix:///run/docker.sock';

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

interface EnginePlace {
  /** The folder of its root file system. */
  readonly root: string;
  /** Where it keeps images, volumes and what was built. */
  readonly data: string;
  /** What it shares with the test. */
  readonly scratch: string;
  /** In which its containers are. */
  readonly cgroup: string;
}

/** dockerd in a root file system of its own, on a machine of its own. */
export class Engine {
  readonly #machine: Machine;
  readonly #root: string;
  readonly #scratch: string;
  readonly #daemon: Running;

  private constructor(machine: Machine, { root, scratch }: EnginePlace, daemon: Running) {
    this.#machine = machine;
    this.#root = root;
    this.#scratch = scratch;
    this.#daemon = daemon;
  }

  static async start(machine: Machine, place: EnginePlace): Promise<Engine> {
    const { root, cgroup } = place;
    await prepare(machine, place);
    const daemon = new Running('nsenter', [
      `--net=/run/netns/${machine.namespace.name}`,
      'unshare',
      '--mount',
      'sh',
      '-c',
      moveInto,
      root,
      'env',
      '-i',
      ...environment,
      'dockerd',
      '--data-root=/data',
      '--exec-root=/run/docker',
      '--pidfile=/run/docker.pid',
      `--host=${socket}`,
      '--mtu=1400',
      `--cgroup-parent=${cgroup}`,
      '--log-level=warn',
    ]);
    const engine = new Engine(machine, place, daemon);
    await poll('the engine to start', async () => (await engine.try('docker', 'version')).code === 0, {
      limit: 60_000,
      pause: 200,
    });
    return engine;
  }

  /** The engine's name for what is in the scratch folder. */
  pathOf(path: string): string {
    return join('/srv', relative(this.#scratch, path));
  }

  /** Runs docker(1). Resolves to what it printed. @throws {Error} with what it complained of. */
  docker(...args: string[]): Promise<string> {
    return run('chroot', [this.#root, 'env', '-i', ...environment, 'docker', ...args]);
  }

  /** The same for what may fail. */
  try(...command: string[]): Promise<Ended> {
    return endOf('chroot', [this.#root, 'env', '-i', ...environment, ...command]);
  }

  /** Runs what somebody types on the machine, up to the first command that fails. @param folder As the test names it. */
  type(commands: string, folder: string, settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const own = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    return endOf('nsenter', [
      `--net=/run/netns/${this.#machine.namespace.name}`,
      'chroot',
      this.#root,
      'env',
      '-i',
      `--chdir=${this.pathOf(folder)}`,
      ...environment,
      ...own,
      'bash',
      '-e',
      '-o',
      'pipefail',
      '-c',
      `exec 2>&1\n${commands}`,
    ]);
  }

  /** What the daemon says. */
  get log(): string {
    return this.#daemon.log;
  }

  async stop(): Promise<void> {
    this.#daemon.process.kill('SIGTERM');
    await once(this.#daemon.process, 'exit');
  }
}

async function endOf(command: string, args: readonly string[]): Promise<Ended> {
  const program = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const outputs = Promise.all([text(program.stdout), text(program.stderr)]);
  const [code] = (await once(program, 'close')) as [number | null];
  return { code, output: (await outputs).join('') };
}

const environment = [
  `DOCKER_HOST=${socket}`,
  'HOME=/root',
  'PATH=/usr/sbin:/usr/bin',
  'BUILDKIT_PROGRESS=plain',
];

/**
 * A program with this folder as the root of all its mounts. With chroot(1) alone, whoever enters a container by its mounts
 * would be outside of it.
 */
const moveInto = 'cd "$0" && pivot_root . mnt && exec chroot . "$@"';

/** The engine's own view of the machine: what it needs of the kernel, and folders in memory for what it does not keep. */
async function prepare(machine: Machine, { root, data, scratch }: EnginePlace): Promise<void> {
  const at = (path: string) => {
    mkdirSync(join(root, path), { recursive: true });
    return join(root, path);
  };
  await run('mount', ['--bind', root, root]);
  await run('mount', ['-t', 'proc', 'proc', at('proc')]);
  // Of the machine's network.
  await run('nsenter', [
    `--net=/run/netns/${machine.namespace.name}`,
    'mount',
    '-t',
    'sysfs',
    'sysfs',
    at('sys'),
  ]);
  await run('mount', ['--rbind', '/sys/fs/cgroup', at('sys/fs/cgroup')]);
  await run('mount', ['--rbind', '/dev', at('dev')]);
  for (const path of ['run', 'root', 'tmp']) await run('mount', ['-t', 'tmpfs', 'engine', at(path)]);
  mkdirSync(data, { recursive: true });
  await run('mount', ['--bind', data, at('data')]);
  await run('mount', ['--bind', scratch, at('srv')]);
  at('mnt');
}
