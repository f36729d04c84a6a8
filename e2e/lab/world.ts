// The lab has a world of its own: networks, mounts and processes that no other program sees, and that the kernel
// takes away when the lab's first process ends, however it ends.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { internet } from './addresses.ts';
import { run } from './program.ts';

/** Everything that the lab writes is below it, in memory. */
const folder = '/run/lab';

export interface World {
  readonly folder: string;
  /** HOME of the browsers. */
  readonly home: string;
}

/** @throws {Error} in the world of everybody: there it would do harm. */
export async function enterWorld(): Promise<World> {
  if (process.pid !== 1) throw new Error('The lab is entered by `npm run test:lab`.');
  // A signal that is not handled does nothing to the first process of a world. Whoever started it may be killed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
  process.on('disconnect', () => process.exit(1));

  // ip(8) keeps its namespaces in /run; what others have in theirs is out of sight meanwhile.
  await run('mount', ['-t', 'tmpfs', 'lab', '/run']);
  await run('ip', ['link', 'set', 'lo', 'up']);
  const world = { folder, home: join(folder, 'home') };
  mkdirSync(world.home, { recursive: true });
  process.env['HOME'] = world.home;
  process.env['TMPDIR'] = join(folder, 'tmp');
  mkdirSync(process.env['TMPDIR']);
  await useResolver();
  return world;
}

/** Both of its addresses: a network has one or the other. */
async function useResolver(): Promise<void> {
  const resolvers = join(folder, 'resolv.conf');
  writeFileSync(
    resolvers,
    `nameserver ${internet.v4}\nnameserver ${internet.v6}\noptions timeout:1 attempts:2\n`,
  );
  // Often it is a link into /run, where nothing is now.
  const used = await run('readlink', ['-f', '/etc/resolv.conf']);
  const target = used.trim();
  if (!existsSync(target)) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, '');
  }
  await run('mount', ['--bind', resolvers, target]);
}
