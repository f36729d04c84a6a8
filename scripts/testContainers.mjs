// npm run test:containers: the images and docker-compose.yml, on an engine of the test's own. Arguments after "--" are the
// test's: --short, and words that a check's title has to contain.
import { join } from 'node:path';
import { cacheFolder } from '../worker/ensure.mjs';
import { environmentWithBrowsers } from './browsers.mjs';
import { freshReport, resultLine } from './checks.mjs';
import { removeCgroups } from './cgroups.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, hasDebianPackages } from './debianPackages.mjs';
import { entry, ROOT } from './entry.mjs';
import { run, runAttached } from './run.mjs';
import { setup } from './setup.mjs';
import { SetupError } from './SetupError.mjs';
import { readTally, runnerTally } from './tally.mjs';

const PACKAGES = [
  'ca-certificates',
  'curl',
  'dnsmasq-base',
  'iproute2',
  'libnss3-tools',
  'mmdebstrap',
  'nftables',
  'procps',
  'slirp4netns',
];

/**
 * Mounts and processes of the test's own, and in them it makes networks of its own: the engine changes nothing of this
 * machine's. They end with `unshare`, and with them all that is in them.
 */
const APART = ['--mount', '--pid', '--mount-proc', '--fork', '--kill-child'];

await entry(import.meta.url, () =>
  closeWith(async () => {
    if (!hasDebianPackages())
      throw new SetupError('This test takes its engine from Debian, and needs Debian for that.');
    const prepared = await setup();
    const env = await environmentWithBrowsers(prepared);
    await ensureDebianPackages('The test of the containers', PACKAGES);
    await checkMachine();
    const started = performance.now();
    const report = freshReport('containers.json');
    // Containers are in control groups, which do not end by themselves.
    const cgroup = `parley-containers-${process.pid}`;
    const main = join(ROOT, 'e2e/containers/main.ts');
    const test = [
      prepared.node,
      main,
      '--report',
      report,
      '--cgroup',
      `/${cgroup}`,
      ...process.argv.slice(2),
    ];
    const own = { ...env, PARLEY_CONTAINERS_CACHE: join(cacheFolder(env), 'containers') };
    // unshare(1) blocks the signals that it could pass on; when it is killed, so is the test.
    const attached = /** @type {const} */ ({ cwd: ROOT, env: own, watched: true, stopBy: 'SIGKILL' });
    const code = await runAttached('unshare', [...APART, ...test], attached).finally(() =>
      removeCgroups(cgroup),
    );
    const tally = runnerTally(
      code,
      readTally(report, (/** @type {{ passed: number, failed: number }} */ counts) => ({
        ...counts,
        skipped: 0,
      })),
    );
    console.log(`\n${resultLine('test:containers', tally, started)}`);
    return [tally];
  }),
);

async function checkMachine() {
  const { code, output } = await run('unshare', [...APART, 'ip', 'netns', 'list']).catch((error) => ({
    code: 1,
    output: String(error),
  }));
  if (code === 0) return;
  throw new SetupError(
    'The test needs mounts, processes and networks of its own, and may not make them here. On a machine of your own, run ' +
      `it as root; in a container, let it have the capabilities SYS_ADMIN and NET_ADMIN. Linux says:\n\n${output}`,
  );
}
