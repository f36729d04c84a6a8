// A system whose systemd runs, as the first process of a container of systemd-nspawn.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { poll } from '../harness/poll.ts';
import { run, Running } from '../lab/program.ts';

const hierarchies = '/sys/fs/cgroup';
/** What is not needed, or not to be had without the machine's own. */
const nspawn = [
  '--quiet',
  '--boot',
  '--register=no',
  '--keep-unit',
  '--link-journal=no',
  '--console=pipe',
  '--resolv-conf=off',
];

/** What leads into it, with the namespaces that it has of its own. */
export type Entrance = readonly [string, ...string[]];

/**
 * Boots the system in a folder. It has the networks of who boots it, and ends with the namespace of their processes.
 * @param cgroup The name of the control group in which it has its own.
 * @throws {Error} with what it said, when its systemd does not come up.
 */
export async function boot(folder: string, cgroup: string): Promise<Entrance> {
  moveIntoCgroup(cgroup);
  // A container has its own.
  for (const mounted of ['proc', 'dev']) await run('umount', [join(folder, mounted)]);
  const container = new Running('systemd-nspawn', [...nspawn, '--machine=parley', `--directory=${folder}`]);
  try {
    let into: Entrance = [''];
    await poll(
      'systemd',
      async () => {
        if (container.process.exitCode !== null) throw new Error('systemd-nspawn has ended');
        // At first it is one that only makes the other.
        const [first] = childrenOf(container.process.pid as number);
        into = ['nsenter', `--target=${first}`, '--mount', '--uts', '--ipc', '--pid', '--root', '--wd'];
        return isRunning(into);
      },
      { limit: 60_000, pause: 200 },
    );
    return into;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}:\n${container.log}`, {
      cause: error,
    });
  }
}

/** With all that it starts by itself, whatever became of that. */
async function isRunning([program, ...args]: Entrance): Promise<boolean> {
  const ask = [...args, 'sh', '-c', 'systemctl is-system-running || :'];
  const state = await run(program, ask).catch(() => '');
  return ['running', 'degraded'].includes(state.trim());
}

function childrenOf(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  return existsSync(path) ? (readFileSync(path, 'utf8').match(/\d+/g) ?? []).map(Number) : [];
}

/** In the hierarchies that systemd uses, this process and so what it starts. */
function moveIntoCgroup(name: string): void {
  const isUnified = existsSync(join(hierarchies, 'cgroup.controllers'));
  const own = isUnified
    ? ['.']
    : readdirSync(hierarchies).filter((one) => ['systemd', 'unified'].includes(one));
  for (const hierarchy of own) {
    mkdirSync(join(hierarchies, hierarchy, name));
    writeFileSync(join(hierarchies, hierarchy, name, 'cgroup.procs'), String(process.pid));
  }
}
