// Playwright, by the Node and with the browsers that were found.
import { join } from 'node:path';
import { freshReport, resultLine } from './checks.mjs';
import { ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { playwrightTally, readTally, runnerTally } from './tally.mjs';

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} args Playwright's.
 */
export function runPlaywright(node, env, args) {
  const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
  return runAttached(node, [playwright, 'test', '-c', 'e2e', ...args], { cwd: ROOT, env });
}

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @param {{ project?: string, short?: boolean }} which A project of e2e/playwright.config.ts; in its short form, without
 *   the tests that are tagged `@long`.
 */
export async function countEndToEnd(node, env, { project = 'core', short = false } = {}) {
  const started = performance.now();
  const name = project === 'core' ? 'e2e' : project;
  const report = freshReport(`${name}.json`);
  const code = await runPlaywright(node, { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, [
    `--project=${project}`,
    '--reporter=list,json',
    ...(short ? ['--grep-invert=@long'] : []),
  ]);
  const tally = runnerTally(code, readTally(report, playwrightTally));
  console.log(resultLine(`test:${name}`, tally, started));
  return tally;
}
