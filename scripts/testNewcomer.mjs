// npm run test:newcomer: from a fresh Debian 12 to two browsers in a call, by the commands of README.md and by the clock.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { APART, checkApart } from './apart.mjs';
import { environmentWithBrowsers } from './browsers.mjs';
import { freshReport, resultLine } from './checks.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, hasDebianPackages } from './debianPackages.mjs';
import { entry, ROOT } from './entry.mjs';
import { npmSettings } from './npmSettings.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';
import { SetupError } from './SetupError.mjs';
import { readTally, runnerTally } from './tally.mjs';

await entry(import.meta.url, () =>
  closeWith(async () => {
    const prepared = await setup();
    const env = await environmentWithBrowsers(prepared);
    if (!hasDebianPackages())
      throw new SetupError('A fresh Debian is made on Debian, or a system derived from it.');
    await ensureDebianPackages('The newcomer', ['iproute2', 'mmdebstrap', 'slirp4netns']);
    await checkApart('The newcomer');
    if (!existsSync('/dev/net/tun')) throw new SetupError('The newcomer needs /dev/net/tun for a way out.');
    const started = performance.now();
    const report = freshReport('newcomer.json');
    const main = join(ROOT, 'e2e/newcomer/main.ts');
    const options = [`--report=${report}`, ...(await npmSettings()).map((line) => `--npm=${line}`)];
    // The network of this machine stays open in file 9, for the way out.
    const shell = ['-c', 'exec unshare "$@" 9< /proc/self/ns/net', 'unshare', ...APART];
    // unshare(1) blocks the signals that it could pass on; when it is killed, so is all of it.
    const attached = /** @type {const} */ ({ cwd: ROOT, env, watched: true, stopBy: 'SIGKILL' });
    const code = await runAttached('sh', [...shell, prepared.node, main, ...options], attached);
    const tally = runnerTally(
      code,
      readTally(report, (counts) => ({ ...counts, skipped: 0 })),
    );
    console.log(`\n${resultLine('test:newcomer', tally, started)}`);
    return [tally];
  }),
);
