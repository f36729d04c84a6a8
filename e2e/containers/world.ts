// The test has a world of its own: mounts, processes and networks that no other program sees, and that the kernel takes
// away when the test's first process ends, however it ends. Only what is built stays, in the cache.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { server, serverName } from '../lab/addresses.ts';
import { run } from '../lab/program.ts';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
/** Of the machine, in commands of the documentation. */
const documentedName = 'meet.example';
/** Everything that the test writes is below it, in memory. */
const folder = '/run/containers';

export interface World {
  /** What outlives it: root file systems, images, the cache of builds. */
  readonly cache: string;
  /** In memory; the engine sees it as well. */
  readonly scratch: string;
  /** In it: a copy of the checkout, with a `.env` of the test's own. */
  readonly project: string;
  /** Where the server's name is that of the machine with the containers. */
  readonly hosts: string;
  /** HOME of the browsers. */
  readonly home: string;
}

/** @throws {Error} in the world of everybody: there it would do harm. */
export async function enterWorld(): Promise<World> {
  if (process.pid !== 1) throw new Error('The test is entered by `npm run test:containers`.');
  // A signal that is not handled does nothing to the first process of a world. Whoever started it may be killed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
  process.on('disconnect', () => process.exit(1));

  const cache = process.env['PARLEY_CONTAINERS_CACHE'];
  if (!cache) throw new Error('PARLEY_CONTAINERS_CACHE is not set');
  const resolvers = readFileSync('/etc/resolv.conf');
  await run('mount', ['-t', 'tmpfs', 'containers', '/run']);
  const world = {
    cache,
    scratch: join(folder, 'scratch'),
    project: join(folder, 'scratch/parley'),
    hosts: join(folder, 'hosts'),
    home: join(folder, 'home'),
  };
  for (const path of [cache, world.home, join(folder, 'tmp')]) mkdirSync(path, { recursive: true });
  process.env['HOME'] = world.home;
  process.env['TMPDIR'] = join(folder, 'tmp');
  // Often /etc/resolv.conf is a link into /run, where nothing is now.
  if (!existsSync('/etc/resolv.conf')) {
    const target = (await run('readlink', ['-m', '/etc/resolv.conf'])).trim();
    mkdirSync(join(target, '..'), { recursive: true });
    writeFileSync(target, resolvers);
  }
  const names = `${server.v4} ${serverName} ${documentedName}\n`;
  writeFileSync(world.hosts, `${readFileSync('/etc/hosts', 'utf8')}\n${names}`);
  await run('mount', ['--bind', world.hosts, '/etc/hosts']);
  copyCheckout(world.project);
  return world;
}

function copyCheckout(to: string): void {
  const left = new Set(['node_modules', 'dist', '.git', '.parley', '.env', 'docs', 'results']);
  cpSync(checkout, to, { recursive: true, filter: (path) => !left.has(basename(path)) });
}
