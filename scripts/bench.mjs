// npm run bench:NAME: measures, in browsers where it is of calls. Arguments after "--" are the benchmark's.
import { join } from 'node:path';
import { environmentWithBrowsers } from './browsers.mjs';
import { ensureDebianService } from './debianService.mjs';
import { entry, ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';
import { SetupError } from './SetupError.mjs';

/**
 * Those that need no browser.
 * @type {Record<string, (() => ReturnType<typeof beside>) | undefined>}
 */
const without = {
  turn: () => beside('coturn', 'turn/bench/main.ts'),
  sfu: () => beside('janus', 'loadtest/bench/main.ts'),
  recording: () => beside('ffmpeg', 'recorder/bench/main.ts'),
};

await entry(import.meta.url, async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const { node, env, program } = await (without[name]?.() ?? inBrowsers(name));
  return runAttached(node, [join(ROOT, program), ...args], { cwd: ROOT, env });
});

/** @param {string} name */
async function inBrowsers(name) {
  const prepared = await setup();
  const env = await environmentWithBrowsers(prepared);
  return { ...prepared, env, program: `e2e/bench/${name}.ts` };
}

/**
 * Of a server of ours beside another one. Without that one it goes as well, with less to compare to.
 * @param {string} other
 * @param {string} program
 */
async function beside(other, program) {
  const prepared = await setup({ client: false });
  try {
    await ensureDebianService(`The comparison with ${other}`, other);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.log(`${error.message}\n`);
  }
  return { ...prepared, program };
}
