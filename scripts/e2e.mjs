// npm run test:e2e: the tests in browsers. Arguments after "--" are Playwright's.
import { environmentWithBrowsers } from './browsers.mjs';
import { runPlaywright } from './endToEnd.mjs';
import { entry } from './entry.mjs';
import { setup } from './setup.mjs';

await entry(import.meta.url, async () => {
  const prepared = await setup();
  return runPlaywright(prepared.node, await environmentWithBrowsers(prepared), process.argv.slice(2));
});
