// npm run test:media, test:relay, test:room, test:recording: one of the suites of browsers that are too long for `npm test`. With
// "-- --short" without those of its tests that are tagged @long.
import { environmentWithBrowsers } from './browsers.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, hasDebianPackages } from './debianPackages.mjs';
import { countEndToEnd } from './endToEnd.mjs';
import { entry } from './entry.mjs';
import { ensureFfmpeg } from './ffmpeg.mjs';
import { setup } from './setup.mjs';

const [project = '', ...options] = process.argv.slice(2);

await entry(import.meta.url, () =>
  closeWith(async () => {
    const prepared = await setup();
    const env = await environmentWithBrowsers(prepared);
    // By it a browser is told to trust a certificate also where it is not that of a page.
    if (project === 'relay' && hasDebianPackages())
      await ensureDebianPackages('TURN over TLS', ['libnss3-tools']);
    if (project === 'recording') await ensureFfmpeg('The test of recordings');
    return [await countEndToEnd(prepared.node, env, { project, short: options.includes('--short') })];
  }),
);
