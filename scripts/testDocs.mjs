// npm run test:docs: the commands of README.md and docs/ that nothing else runs, as they stand. Arguments after "--" choose pages.
import { join } from 'node:path';
import { unpackedPackage } from '../e2e/containers/rootFolders.ts';
import { cacheFolder } from '../worker/ensure.mjs';
import { freshReport, resultLine } from './checks.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, hasDebianPackages } from './debianPackages.mjs';
import { entry, ROOT } from './entry.mjs';
import { APART, checkApart } from './apart.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';
import { readTally, runnerTally } from './tally.mjs';

const PACKAGES = ['curl', 'ffmpeg', 'iproute2', 'openssl', 'procps'];

await entry(import.meta.url, () =>
  closeWith(async () => {
    const { node, env } = await setup();
    if (hasDebianPackages()) await ensureDebianPackages('The test of the commands', PACKAGES);
    await checkApart('The test of the commands');
    const caddy = hasDebianPackages() ? await newerCaddy(env) : undefined;
    const started = performance.now();
    const report = freshReport('docs.json');
    const program = [node, join(ROOT, 'e2e/commands/main.ts'), '--report', report, ...process.argv.slice(2)];
    // unshare(1) blocks the signals that it could pass on; when it is killed, so is all that it started.
    const PATH = [caddy, env.PATH].filter(Boolean).join(':');
    const attached = /** @type {const} */ ({
      cwd: ROOT,
      env: { ...env, PATH },
      watched: true,
      stopBy: 'SIGKILL',
    });
    const code = await runAttached('unshare', [...APART, ...program], attached);
    const tally = runnerTally(
      code,
      readTally(report, (counts) => ({ ...counts, skipped: 0 })),
    );
    console.log(`\n${resultLine('test:docs', tally, started)}`);
    return [tally];
  }),
);

/**
 * The Caddy of Debian 12 does not know the PROXY protocol. That of a later release is unpacked, and not installed.
 * @param {NodeJS.ProcessEnv} env
 */
async function newerCaddy(env) {
  const cache = join(cacheFolder(env), 'containers');
  const unpacked = await unpackedPackage(cache, 'caddy', 'trixie-backports');
  return join(unpacked, 'usr/bin');
}
