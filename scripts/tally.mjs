// Counts what the test runners report, for the line that ends `npm run check` and `npm test`.
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @param {Tally[]} tallies */
export function closingLine(tallies) {
  /** @param {'passed' | 'failed'} result */
  const sum = (result) => tallies.reduce((total, tally) => total + tally[result], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}

/**
 * @param {number} exitCode
 * @returns {Tally}
 */
export function stepTally(exitCode) {
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
}

/**
 * A runner that left no report, ran nothing, or failed without a failed test has one failure: itself.
 * @param {number} exitCode
 * @param {Tally | undefined} reported
 * @returns {Tally}
 */
export function runnerTally(exitCode, reported) {
  if (!reported) return { passed: 0, failed: 1, skipped: 0 };
  const isSilentFailure = reported.failed === 0 && (exitCode !== 0 || reported.passed === 0);
  return isSilentFailure ? { ...reported, failed: 1 } : reported;
}

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults One for each file.
 *
 * @param {VitestReport} report
 * @returns {Tally}
 */
export function vitestTally(report) {
  // A file that could not be loaded has failed, with no test in it.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {unknown[]} errors What went wrong outside of any test.
 *
 * @param {PlaywrightReport} report
 * @returns {Tally}
 */
export function playwrightTally({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * @template Report
 * @param {string} path
 * @param {(report: Report) => Tally} count
 */
export function readTally(path, count) {
  try {
    return count(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
