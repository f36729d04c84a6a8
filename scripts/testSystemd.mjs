// npm run test:systemd: the commands of docs/systemd.md, in a Debian 12 of the test's own whose systemd runs.
import { testApart } from './apart.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, needDebian } from './debianPackages.mjs';
import { entry } from './entry.mjs';
import { npmSettings } from './npmSettings.mjs';
import { setup } from './setup.mjs';

const WHO = 'The test of the service';

await entry(import.meta.url, () =>
  closeWith(async () => {
    needDebian(WHO);
    const prepared = await setup();
    await ensureDebianPackages(WHO, [
      'iproute2',
      'mmdebstrap',
      'openssl',
      'slirp4netns',
      'systemd-container',
    ]);
    const cgroup = `parley-systemd-${process.pid}`;
    const options = [`--cgroup=${cgroup}`, `--worker=${prepared.env.MEDIASOUP_WORKER_BIN}`];
    options.push(...(await npmSettings()).map((line) => `--npm=${line}`));
    const service = { name: 'systemd', who: WHO, program: 'e2e/systemd/main.ts', options, cgroup };
    return [await testApart(prepared, { ...service, wayOut: true, tunnels: true })];
  }),
);
