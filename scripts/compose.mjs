// npm run compose: makes the film of a recording. Arguments after "--" are the composer's.
import { join } from 'node:path';
import { entry, ROOT } from './entry.mjs';
import { environmentWith, findNode } from './nodeBinary.mjs';
import { ensurePackages } from './packages.mjs';
import { runAttached } from './run.mjs';

await entry(import.meta.url, async () => {
  await ensurePackages(ROOT);
  const node = findNode(ROOT);
  const args = [join(ROOT, 'composer/src/cli.ts'), ...process.argv.slice(2)];
  // A folder is meant from where the person stands.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  return runAttached(node, args, { cwd, env: environmentWith(ROOT, node) });
});
