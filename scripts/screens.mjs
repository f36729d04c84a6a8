// npm run screens: a picture of every screen, without a server, in .parley/screens. Arguments after "--":
// words that a picture's name must hold (phone, light, lobby…), or --docs for those in docs/screens.
import { join } from 'node:path';
import { environmentWithBrowsers } from './browsers.mjs';
import { entry, ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';

await entry(import.meta.url, async () => {
  const prepared = await setup({ client: false });
  const env = await environmentWithBrowsers(prepared);
  const args = [join(ROOT, 'e2e/screens/main.ts'), ...process.argv.slice(2)];
  return runAttached(prepared.node, args, { cwd: ROOT, env });
});
