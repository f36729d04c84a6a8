// npm run test:lab: calls between networks of all kinds. Arguments after "--" are the lab's.
import { testApart } from './apart.mjs';
import { environmentWithBrowsers } from './browsers.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, hasDebianPackages } from './debianPackages.mjs';
import { entry } from './entry.mjs';
import { setup } from './setup.mjs';

const PACKAGES = ['dnsmasq-base', 'iproute2', 'libnss3-tools', 'nftables', 'openssl', 'procps', 'python3'];

await entry(import.meta.url, () =>
  closeWith(async () => {
    const prepared = await setup();
    const env = await environmentWithBrowsers(prepared);
    if (hasDebianPackages()) await ensureDebianPackages('The lab', PACKAGES);
    const lab = { name: 'lab', who: 'The lab', program: 'e2e/lab/main.ts', tunnels: true };
    return [await testApart({ ...prepared, env }, { ...lab, options: process.argv.slice(2) })];
  }),
);
