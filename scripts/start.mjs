// npm start: sets up what is missing, then serves.
import { join } from 'node:path';
import { entry, ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';

await entry(import.meta.url, async () => {
  const { node, env } = await setup();
  return runAttached(node, [join(ROOT, 'server/src/main.ts')], {
    cwd: ROOT,
    env: { ...env, NODE_ENV: 'production' },
    watched: true,
  });
});
