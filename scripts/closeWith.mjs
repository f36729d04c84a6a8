import { exitCodeOf } from './entry.mjs';
import { Interrupted } from './run.mjs';
import { closingLine, stepTally } from './tally.mjs';

/**
 * Ends a run of tests with its closing line, even when the set-up failed before the first of them.
 * @param {() => Promise<import('./tally.mjs').Tally[]>} runTests
 */
export async function closeWith(runTests) {
  const tallies = await runTests().catch((error) => {
    if (error instanceof Interrupted) throw error;
    return [stepTally(exitCodeOf(error))];
  });
  console.log(`\n${closingLine(tallies)}`);
  return tallies.every(({ failed }) => failed === 0) ? 0 : 1;
}
