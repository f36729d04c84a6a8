// docs/systemd.md: a fresh Debian 12 whose systemd runs, and the commands of the page word by word. It is the first process of
// networks, mounts and processes of its own, with which all of this ends.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { commandsOf } from '../../scripts/docCommands.ts';
import { run } from '../lab/program.ts';
import { FreshDebian, workerPackages } from '../newcomer/FreshDebian.ts';
import { Network } from '../newcomer/Network.ts';
import { boot } from './boot.ts';
import { checks } from './checks.ts';
import { Terminal } from './Terminal.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    report: { type: 'string', default: '' },
    /** Where this machine has its packages of npm from: lines of an `.npmrc`. */
    npm: { type: 'string', multiple: true, default: [] },
    cgroup: { type: 'string', default: '' },
    /** A media worker, for where it would be downloaded or built. */
    worker: { type: 'string', default: '' },
  },
});
const world = '/run/systemd-test';
const folder = join(world, 'debian');
/** What slirp4netns gives. */
const address = '10.0.2.100';

if (process.pid !== 1) throw new Error('It is started by `npm run test:systemd`.');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
process.on('disconnect', () => process.exit(1));

async function main(): Promise<{ passed: number; failed: number }> {
  await makeFolders();
  const machine = new Network();
  await machine.share();
  const debian = await FreshDebian.make({
    folder,
    machine,
    resolver: machine.resolver,
    npm: values.npm,
    packages: ['dbus', 'libnss-systemd', 'systemd-sysv', ...workerPackages],
  });
  await debian.clone(checkout);
  debian.bring(values.worker, '/root/parley/.parley');
  writeFileSync(join(folder, 'etc/hosts'), `127.0.0.1 localhost\n${address} meet.example\n`);
  const terminal = new Terminal(debian, await boot(folder, values.cgroup));
  console.log(`Debian ${debian.version} with systemd. docs/systemd.md says:`);

  const blocks = commandsOf('systemd');
  if (blocks.length !== checks.length) {
    throw new Error(`The page has ${blocks.length} blocks of commands, and ${checks.length} are checked.`);
  }
  const tally = { passed: 0, failed: 0 };
  for (const [index, { file, line, text }] of blocks.entries()) {
    const check = checks[index] as (typeof checks)[number];
    const { what } = check;
    const started = performance.now();
    try {
      await check.prepare?.(terminal, { folder, address });
      await terminal.type(text);
      await check.holds(terminal, { folder, address });
      tally.passed += 1;
      console.log(`ok     ${file}:${line} ${what} (${Math.round((performance.now() - started) / 1000)} s)`);
    } catch (error) {
      console.log(
        `FAILED ${file}:${line} ${what}\n${error instanceof Error ? error.message : String(error)}`,
      );
      console.log(await terminal.type('journalctl -u parley --no-pager | tail -n 40'));
      // What comes after it needs it.
      return { ...tally, failed: 1 };
    }
  }
  return tally;
}

/** Everything that is written is in memory. */
async function makeFolders(): Promise<void> {
  await run('mount', ['-t', 'tmpfs', '-o', 'size=8g', 'systemd-test', '/run']);
  for (const name of ['debian', 'tmp']) mkdirSync(join(world, name), { recursive: true });
  process.env['TMPDIR'] = join(world, 'tmp');
}

let tally = { passed: 0, failed: 1 };
try {
  tally = await main();
} catch (error) {
  console.error(error);
}
writeFileSync(values.report, JSON.stringify(tally));
process.exit(tally.failed === 0 ? 0 : 1);
