// npm test: every check, then the browsers.
import { environmentWithBrowsers } from './browsers.mjs';
import { runChecks } from './checks.mjs';
import { closeWith } from './closeWith.mjs';
import { countEndToEnd } from './endToEnd.mjs';
import { entry } from './entry.mjs';
import { setup } from './setup.mjs';

await entry(import.meta.url, () =>
  closeWith(async () => {
    const prepared = await setup();
    const env = await environmentWithBrowsers(prepared);
    return [...(await runChecks(env)), await countEndToEnd(prepared.node, env)];
  }),
);
