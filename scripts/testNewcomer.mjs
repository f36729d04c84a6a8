// npm run test:newcomer: from a fresh Debian 12 to two browsers in a call, by the commands of README.md and by the clock.
// With "-- --short" with the media worker of this checkout, and the time is told only.
import { testApart } from './apart.mjs';
import { environmentWithBrowsers } from './browsers.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, needDebian } from './debianPackages.mjs';
import { entry } from './entry.mjs';
import { npmSettings } from './npmSettings.mjs';
import { setup } from './setup.mjs';

const WHO = 'The newcomer';

await entry(import.meta.url, () =>
  closeWith(async () => {
    needDebian(WHO);
    const prepared = await setup();
    const env = await environmentWithBrowsers(prepared);
    await ensureDebianPackages(WHO, ['iproute2', 'mmdebstrap', 'slirp4netns']);
    const options = (await npmSettings()).map((line) => `--npm=${line}`);
    if (process.argv.includes('--short')) options.push(`--worker=${env.MEDIASOUP_WORKER_BIN}`);
    const newcomer = { name: 'newcomer', who: WHO, program: 'e2e/newcomer/main.ts', options };
    return [await testApart({ ...prepared, env }, { ...newcomer, wayOut: true, tunnels: true })];
  }),
);
