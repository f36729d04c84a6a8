// npm run dev: the server, started anew at each change, and Vite's server for the client in front of it.
import { join } from 'node:path';
import { entry, ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { settingsFile } from './settingsFile.mjs';
import { setup } from './setup.mjs';

const CLIENT_PORT = '5173';

await entry(import.meta.url, async () => {
  const file = settingsFile(ROOT);
  const { node, env } = await setup({ client: false });
  const either = new AbortController();
  /** @param {string[]} args */
  const runUntilEither = (args) =>
    runAttached(node, args, { cwd: ROOT, env, signal: either.signal }).finally(() => either.abort());

  console.log(`\nThe page is at http://localhost:${CLIENT_PORT} (Ctrl-C ends it).\n`);
  const codes = await Promise.all([
    runUntilEither([
      '--watch',
      '--watch-preserve-output',
      join(ROOT, 'server/src/main.ts'),
      ...(file ? ['--settings', file] : []),
    ]),
    runUntilEither([
      join(ROOT, 'node_modules/vite/bin/vite.js'),
      'client',
      '--port',
      CLIENT_PORT,
      '--strictPort',
      '--clearScreen=false',
    ]),
  ]);
  return Math.max(...codes);
});
