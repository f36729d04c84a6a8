// The steps of `npm run check`: all of them run, and each tells its result and its time.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './entry.mjs';
import { secondsSince } from './progress.mjs';
import { run } from './run.mjs';
import { readTally, runnerTally, stepTally, vitestTally } from './tally.mjs';

const REPORTS = join(ROOT, '.parley/reports');

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./tally.mjs').Tally[]>}
 */
export async function runChecks(env) {
  const tallies = [];
  for (const name of ['format:check', 'lint', 'types', 'unused']) {
    tallies.push(await step(name, scriptOf(name), env, stepTally));
  }
  const report = freshReport('unit.json');
  const unitTests = `${scriptOf('test:unit')} --reporter=default --reporter=json --outputFile.json=${report}`;
  tallies.push(
    await step('test:unit', unitTests, env, (code) => runnerTally(code, readTally(report, vitestTally))),
  );
  for (const name of ['docs:check', 'links']) {
    tallies.push(await step(name, scriptOf(name), env, stepTally));
  }
  return tallies;
}

/**
 * The path of a report that is yet to be written: an older one must not be taken for it.
 * @param {string} name
 */
export function freshReport(name) {
  mkdirSync(REPORTS, { recursive: true });
  const path = join(REPORTS, name);
  rmSync(path, { force: true });
  return path;
}

/**
 * @param {string} name
 * @param {string} command
 * @param {NodeJS.ProcessEnv} env
 * @param {(code: number) => import('./tally.mjs').Tally} count
 */
async function step(name, command, env, count) {
  const started = performance.now();
  const { code, output } = await run('sh', ['-c', command], { cwd: ROOT, env });
  const tally = count(code);
  if (tally.failed > 0) console.log(`\n${output}\n`);
  console.log(resultLine(name, tally, started));
  return tally;
}

/**
 * @param {string} name
 * @param {import('./tally.mjs').Tally} tally
 * @param {number} started
 */
export function resultLine(name, { passed, failed, skipped }, started) {
  const isCounted = passed + failed + skipped > 1;
  const counts = isCounted
    ? `, ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
    : '';
  return `${failed > 0 ? 'FAILED' : 'ok    '} ${name} (${secondsSince(started)}${counts})`;
}

/** @param {string} name One of package.json's scripts. */
function scriptOf(name) {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts[name];
}
