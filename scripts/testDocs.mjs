// npm run test:docs: the commands of README.md and docs/ that nothing else runs, as they stand. Arguments after "--" choose pages.
import { join } from 'node:path';
import { unpackedPackage } from '../e2e/containers/rootFolders.ts';
import { cacheFolder } from '../worker/ensure.mjs';
import { testApart } from './apart.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, hasDebianPackages } from './debianPackages.mjs';
import { entry } from './entry.mjs';
import { setup } from './setup.mjs';

const PACKAGES = ['curl', 'ffmpeg', 'iproute2', 'openssl', 'procps'];
const WHO = 'The test of the commands';

await entry(import.meta.url, () =>
  closeWith(async () => {
    const { node, env } = await setup();
    if (hasDebianPackages()) await ensureDebianPackages(WHO, PACKAGES);
    const caddy = hasDebianPackages() ? await newerCaddy(env) : undefined;
    const PATH = [caddy, env.PATH].filter(Boolean).join(':');
    const commands = { name: 'docs', who: WHO, program: 'e2e/commands/main.ts' };
    return [
      await testApart({ node, env: { ...env, PATH } }, { ...commands, options: process.argv.slice(2) }),
    ];
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
