// npm run test:newcomer: from a fresh Debian 12 to two browsers in a call, by the commands of README.md and by the clock.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentWithBrowsers } from './browsers.mjs';
import { freshReport, resultLine } from './checks.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, hasDebianPackages } from './debianPackages.mjs';
import { entry, ROOT } from './entry.mjs';
import { servePackages } from './packageProxy.mjs';
import { run, runAttached } from './run.mjs';
import { setup } from './setup.mjs';
import { SetupError } from './SetupError.mjs';
import { readTally, runnerTally } from './tally.mjs';

/** Networks, mounts and processes of its own. They end with `unshare`, and with them all that is in them. */
const APART = ['--net', '--mount', '--pid', '--mount-proc', '--fork', '--kill-child'];

await entry(import.meta.url, () =>
  closeWith(async () => {
    const prepared = await setup();
    const env = await environmentWithBrowsers(prepared);
    if (!hasDebianPackages())
      throw new SetupError('A fresh Debian is made on Debian, or a system derived from it.');
    await ensureDebianPackages('The newcomer', ['iproute2', 'mmdebstrap']);
    const started = performance.now();
    const report = freshReport('newcomer.json');
    const registry =
      (await run('npm', ['config', 'get', 'registry'], { cwd: ROOT })).output.split('\n').at(-1) ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'parley-newcomer-'));
    const socket = join(folder, 'proxy');
    const endProxy = await servePackages(socket);
    try {
      const main = join(ROOT, 'e2e/newcomer/main.ts');
      const options = { report, proxy: socket, registry };
      const args = [
        prepared.node,
        main,
        ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
      ];
      // unshare(1) blocks the signals that it could pass on; when it is killed, so is all of it.
      const attached = /** @type {const} */ ({ cwd: ROOT, env, watched: true, stopBy: 'SIGKILL' });
      const code = await runAttached('unshare', [...APART, ...args], attached);
      const tally = runnerTally(
        code,
        readTally(report, (counts) => ({ ...counts, skipped: 0 })),
      );
      console.log(`\n${resultLine('test:newcomer', tally, started)}`);
      return [tally];
    } finally {
      endProxy();
      rmSync(folder, { recursive: true });
    }
  }),
);
