// npm run test:media, test:relay, test:room, test:recording: one of the suites of browsers that are too long for `npm test`. With
// "-- --short" without those of its tests that are tagged @long.
import { environmentWithBrowsers } from './browsers.mjs';
import { closeWith } from './closeWith.mjs';
import { countEndToEnd } from './endToEnd.mjs';
import { entry } from './entry.mjs';
import { ensureFfmpeg } from './ffmpeg.mjs';
import { setup } from './setup.mjs';

const [project = '', ...options] = process.argv.slice(2);

await entry(import.meta.url, () =>
  closeWith(async () => {
    const prepared = await setup();
    const env = await environmentWithBrowsers(prepared);
    if (project === 'recording') await ensureFfmpeg('The test of recordings');
    return [await countEndToEnd(prepared.node, env, { project, short: options.includes('--short') })];
  }),
);
