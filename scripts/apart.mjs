// Tests that are the first process of networks, mounts and processes of their own: these end with `unshare`, and with them
// all that is in them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { removeCgroups } from './cgroups.mjs';
import { freshReport, resultLine } from './checks.mjs';
import { ROOT } from './entry.mjs';
import { run, runAttached } from './run.mjs';
import { SetupError } from './SetupError.mjs';
import { readTally, runnerTally } from './tally.mjs';

const APART = ['--mount', '--pid', '--mount-proc', '--fork', '--kill-child'];

/**
 * @typedef {object} ApartTest
 * @property {string} name Of its script in package.json.
 * @property {string} who Of its needs, as the beginning of a sentence.
 * @property {string} program From the checkout on. It writes what passed and what failed to the file of its option `report`.
 * @property {string[]} options
 * @property {boolean} [network] Whether it begins in a network of its own, as it does by default.
 * @property {boolean} [wayOut] Whether it goes out by the network of this machine, which stays open in its file 9.
 * @property {boolean} [tunnels] Whether it makes tunnels (tun(4)).
 * @property {string} [cgroup] A control group that it makes. These do not end by themselves.
 *
 * @param {import('./setup.mjs').Prepared} prepared
 * @param {ApartTest} test
 * @returns {Promise<import('./tally.mjs').Tally>}
 * @throws {SetupError} where this machine does not allow it
 */
export async function testApart({ node, env }, test) {
  const { name, program, options, network = true, wayOut = false, cgroup } = test;
  await checkMachine(test);
  const started = performance.now();
  const report = freshReport(`${name}.json`);
  const files = wayOut ? '9< /proc/self/ns/net' : '';
  const shell = ['-c', `exec unshare "$@" ${files}`, 'unshare', ...(network ? ['--net'] : []), ...APART];
  // unshare(1) blocks the signals that it could pass on; when it is killed, so is the test.
  const attached = /** @type {const} */ ({ cwd: ROOT, env, watched: true, stopBy: 'SIGKILL' });
  const code = await runAttached(
    'sh',
    [...shell, node, join(ROOT, program), '--report', report, ...options],
    attached,
  ).finally(() => cgroup && removeCgroups(cgroup));
  const counted = readTally(report, (/** @type {{ passed: number, failed: number }} */ counts) => ({
    ...counts,
    skipped: 0,
  }));
  const tally = runnerTally(code, counted);
  console.log(`\n${resultLine(`test:${name}`, tally, started)}`);
  return tally;
}

/** @param {ApartTest} test */
async function checkMachine({ who, tunnels = false }) {
  if (process.platform !== 'linux') {
    throw new SetupError(`${who} is made of network namespaces, which only Linux has.`);
  }
  const trial = ['--net', ...APART, 'ip', 'link', 'add', 'lan', 'type', 'veth'];
  const { code, output } = await run('unshare', trial).catch((error) => ({ code: 1, output: String(error) }));
  if (code !== 0) {
    throw new SetupError(
      `${who} needs networks and mounts of its own, and may not make them here. On a machine of your own, run it as ` +
        `root; in a container, let it have the capabilities SYS_ADMIN and NET_ADMIN. Linux says:\n\n${output}`,
    );
  }
  if (tunnels && !existsSync('/dev/net/tun')) {
    throw new SetupError(`${who} needs /dev/net/tun. In a container, pass it in as a device.`);
  }
}
