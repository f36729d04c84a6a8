// npm run bench:NAME: measures, in browsers where it is of calls. Arguments after "--" are the benchmark's.
import { join } from 'node:path';
import { environmentWithBrowsers } from './browsers.mjs';
import { ensureCoturn } from './coturn.mjs';
import { entry, ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';
import { SetupError } from './SetupError.mjs';

await entry(import.meta.url, async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const { node, env, program } = await (name === 'turn' ? ofTurn() : inBrowsers(name));
  return runAttached(node, [join(ROOT, program), ...args], { cwd: ROOT, env });
});

/** @param {string} name */
async function inBrowsers(name) {
  const prepared = await setup();
  const env = await environmentWithBrowsers(prepared);
  return { ...prepared, env, program: `e2e/bench/${name}.ts` };
}

/** Of the TURN server alone. Without coturn it goes as well, with nothing to compare to. */
async function ofTurn() {
  const prepared = await setup({ client: false });
  try {
    await ensureCoturn('The comparison with coturn');
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.log(`${error.message}\n`);
  }
  return { ...prepared, program: 'turn/bench/main.ts' };
}
