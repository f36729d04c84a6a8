import { expect, test } from 'vitest';
import { closingLine, playwrightTally, runnerTally, stepTally, vitestTally } from './tally.mjs';

test('the closing line adds up steps and tests', () => {
  const tests = { passed: 40, failed: 2, skipped: 3 };
  expect(closingLine([stepTally(0), stepTally(1), tests])).toBe('41 passed, 3 failed');
});

test('a runner without a report has failed', () => {
  expect(runnerTally(0, undefined)).toMatchObject({ passed: 0, failed: 1 });
});

test('a runner that executed nothing has failed', () => {
  expect(runnerTally(0, { passed: 0, failed: 0, skipped: 5 })).toMatchObject({ passed: 0, failed: 1 });
});

test('a runner that exits with an error after good tests has failed', () => {
  expect(runnerTally(1, { passed: 7, failed: 0, skipped: 0 })).toMatchObject({ passed: 7, failed: 1 });
});

test('a runner that has counted its failures counts no further one', () => {
  expect(runnerTally(1, { passed: 7, failed: 2, skipped: 0 })).toMatchObject({ passed: 7, failed: 2 });
});

test('a Vitest file that could not be loaded is one failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestTally(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test('a Playwright error outside of any test is one failure', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  expect(playwrightTally({ stats, errors: [{ message: 'no server' }] })).toEqual({
    passed: 5,
    failed: 2,
    skipped: 2,
  });
});
