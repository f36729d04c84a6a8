// npm start: sets up what is missing, then serves, with the settings of .env where there is one.
import { join } from 'node:path';
import { entry, ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { settingsFile } from './settingsFile.mjs';
import { setup } from './setup.mjs';

await entry(import.meta.url, async () => {
  const file = settingsFile(ROOT);
  const { node, env } = await setup();
  return runAttached(node, [join(ROOT, 'server/src/main.ts'), ...(file ? ['--settings', file] : [])], {
    cwd: ROOT,
    env: { ...env, NODE_ENV: 'production' },
    watched: true,
  });
});
