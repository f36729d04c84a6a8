// npm run test:lab: calls between networks of all kinds. Arguments after "--" are the lab's.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { APART, checkApart } from './apart.mjs';
import { environmentWithBrowsers } from './browsers.mjs';
import { freshReport, resultLine } from './checks.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, hasDebianPackages } from './debianPackages.mjs';
import { entry, ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';
import { SetupError } from './SetupError.mjs';
import { readTally, runnerTally } from './tally.mjs';

const PACKAGES = ['dnsmasq-base', 'iproute2', 'libnss3-tools', 'nftables', 'openssl', 'procps', 'python3'];

await entry(import.meta.url, () =>
  closeWith(async () => {
    const prepared = await setup();
    const env = await environmentWithBrowsers(prepared);
    if (hasDebianPackages()) await ensureDebianPackages('The lab', PACKAGES);
    await checkMachine();
    const started = performance.now();
    const report = freshReport('lab.json');
    const lab = [prepared.node, join(ROOT, 'e2e/lab/main.ts'), '--report', report, ...process.argv.slice(2)];
    // unshare(1) blocks the signals that it could pass on; when it is killed, so is the lab.
    const attached = /** @type {const} */ ({ cwd: ROOT, env, watched: true, stopBy: 'SIGKILL' });
    const code = await runAttached('unshare', [...APART, ...lab], attached);
    const tally = runnerTally(code, readTally(report, labTally));
    console.log(`\n${resultLine('test:lab', tally, started)}`);
    return [tally];
  }),
);

/** @param {{ passed: number, failed: number }} report */
function labTally(report) {
  return { ...report, skipped: 0 };
}

/** What the lab needs of the machine beyond programs. */
async function checkMachine() {
  await checkApart('The lab');
  if (!existsSync('/dev/net/tun')) {
    throw new SetupError(
      'The lab needs /dev/net/tun for its bad lines. In a container, pass it in as a device.',
    );
  }
}
