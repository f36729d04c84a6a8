// npm run test:systemd: the commands of docs/systemd.md, in a Debian 12 of the test's own whose systemd runs.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { APART, checkApart } from './apart.mjs';
import { removeCgroups } from './cgroups.mjs';
import { freshReport, resultLine } from './checks.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, hasDebianPackages } from './debianPackages.mjs';
import { entry, ROOT } from './entry.mjs';
import { npmSettings } from './npmSettings.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';
import { SetupError } from './SetupError.mjs';
import { readTally, runnerTally } from './tally.mjs';

const PACKAGES = ['iproute2', 'mmdebstrap', 'openssl', 'slirp4netns', 'systemd-container'];

await entry(import.meta.url, () =>
  closeWith(async () => {
    if (!hasDebianPackages())
      throw new SetupError('A fresh Debian is made on Debian, or a system derived from it.');
    const { node, env } = await setup();
    await ensureDebianPackages('The test of the service', PACKAGES);
    await checkApart('The test of the service');
    if (!existsSync('/dev/net/tun')) throw new SetupError('The test needs /dev/net/tun for a way out.');
    const started = performance.now();
    const report = freshReport('systemd.json');
    const cgroup = `parley-systemd-${process.pid}`;
    const options = [`--report=${report}`, `--cgroup=${cgroup}`, `--worker=${env.MEDIASOUP_WORKER_BIN}`];
    options.push(...(await npmSettings()).map((line) => `--npm=${line}`));
    // The network of this machine stays open in file 9, for the way out.
    const shell = ['-c', 'exec unshare "$@" 9< /proc/self/ns/net', 'unshare', ...APART];
    const program = [node, join(ROOT, 'e2e/systemd/main.ts'), ...options];
    // unshare(1) blocks the signals that it could pass on; when it is killed, so is all of it.
    const attached = /** @type {const} */ ({ cwd: ROOT, env, watched: true, stopBy: 'SIGKILL' });
    const code = await runAttached('sh', [...shell, ...program], attached).finally(() =>
      removeCgroups(cgroup),
    );
    const tally = runnerTally(
      code,
      readTally(report, (counts) => ({ ...counts, skipped: 0 })),
    );
    console.log(`\n${resultLine('test:systemd', tally, started)}`);
    return [tally];
  }),
);
