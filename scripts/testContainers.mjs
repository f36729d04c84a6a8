// npm run test:containers: the images and docker-compose.yml, on an engine of the test's own. Arguments after "--" are the
// test's: --short, and words that a check's title has to contain.
import { join } from 'node:path';
import { cacheFolder } from '../worker/ensure.mjs';
import { testApart } from './apart.mjs';
import { environmentWithBrowsers } from './browsers.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, needDebian } from './debianPackages.mjs';
import { entry } from './entry.mjs';
import { setup } from './setup.mjs';

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
const WHO = 'The test of the containers';

await entry(import.meta.url, () =>
  closeWith(async () => {
    needDebian(WHO);
    const prepared = await setup();
    const browsers = await environmentWithBrowsers(prepared);
    await ensureDebianPackages(WHO, PACKAGES);
    const env = { ...browsers, PARLEY_CONTAINERS_CACHE: join(cacheFolder(browsers), 'containers') };
    // Containers are in control groups.
    const cgroup = `parley-containers-${process.pid}`;
    const options = ['--cgroup', `/${cgroup}`, ...process.argv.slice(2)];
    // It makes its networks itself: the engine changes nothing of this machine's.
    const containers = { name: 'containers', who: WHO, program: 'e2e/containers/main.ts', options, cgroup };
    return [await testApart({ ...prepared, env }, { ...containers, network: false })];
  }),
);
