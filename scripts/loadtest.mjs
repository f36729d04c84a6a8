// npm run loadtest: makes load on a Parley. Arguments after "--" are the load tester's.
import { join } from 'node:path';
import { environmentWithBrowsers } from './browsers.mjs';
import { entry, ROOT } from './entry.mjs';
import { environmentWith, findNode } from './nodeBinary.mjs';
import { ensurePackages } from './packages.mjs';
import { runAttached } from './run.mjs';

await entry(import.meta.url, async () => {
  await ensurePackages(ROOT);
  const node = findNode(ROOT);
  const args = process.argv.slice(2);
  const plain = environmentWith(ROOT, node);
  // Only who asks for a probe needs a browser.
  const isProbing = args.some((arg) => arg.startsWith('--probe'));
  const env = isProbing ? await environmentWithBrowsers({ node, env: plain }) : plain;
  return runAttached(node, [join(ROOT, 'loadtest/src/main.ts'), ...args], { env });
});
