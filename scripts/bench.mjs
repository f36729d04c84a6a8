// npm run bench:NAME: measures in browsers. Arguments after "--" are the benchmark's.
import { join } from 'node:path';
import { environmentWithBrowsers } from './browsers.mjs';
import { entry, ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';

await entry(import.meta.url, async () => {
  const [name, ...args] = process.argv.slice(2);
  const prepared = await setup();
  const env = await environmentWithBrowsers(prepared);
  return runAttached(prepared.node, [join(ROOT, `e2e/bench/${name}.ts`), ...args], { cwd: ROOT, env });
});
