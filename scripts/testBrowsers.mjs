// npm run test:media, test:relay, test:room: one of the suites of browsers that are too long for `npm test`.
import { environmentWithBrowsers } from './browsers.mjs';
import { closeWith } from './closeWith.mjs';
import { countEndToEnd } from './endToEnd.mjs';
import { entry } from './entry.mjs';
import { setup } from './setup.mjs';

const [project = ''] = process.argv.slice(2);

await entry(import.meta.url, () =>
  closeWith(async () => {
    const prepared = await setup();
    return [await countEndToEnd(prepared.node, await environmentWithBrowsers(prepared), project)];
  }),
);
