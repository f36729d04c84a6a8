// npm run loadtest: makes load on a Parley. Arguments after "--" are the load tester's.
import { join } from 'node:path';
import { entry, ROOT } from './entry.mjs';
import { findNode } from './nodeBinary.mjs';
import { ensurePackages } from './packages.mjs';
import { runAttached } from './run.mjs';

await entry(import.meta.url, async () => {
  await ensurePackages(ROOT);
  return runAttached(findNode(ROOT), [join(ROOT, 'loadtest/src/main.ts'), ...process.argv.slice(2)]);
});
