// npm run test:room: what people do in a room, in browsers.
import { environmentWithBrowsers } from './browsers.mjs';
import { closeWith } from './closeWith.mjs';
import { countEndToEnd } from './endToEnd.mjs';
import { entry } from './entry.mjs';
import { setup } from './setup.mjs';

await entry(import.meta.url, () =>
  closeWith(async () => {
    const prepared = await setup();
    return [await countEndToEnd(prepared.node, await environmentWithBrowsers(prepared), 'room')];
  }),
);
