// How a script begins and ends: from npm or by hand, with an exit code and no stack for what a person can mend.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Interrupted } from './run.mjs';
import { SetupError } from './SetupError.mjs';

/** The checkout's own folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs `main` if the module is the program that Node was started with.
 * @param {string} moduleUrl
 * @param {() => Promise<number | void>} main Resolves to the exit code, 0 when left out.
 */
export async function entry(moduleUrl, main) {
  const program = process.argv[1];
  if (!program || realpathSync(program) !== fileURLToPath(moduleUrl)) return;
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/**
 * Tells the person what went wrong.
 * @param {unknown} error
 */
export function exitCodeOf(error) {
  if (error instanceof Interrupted) return error.exitCode;
  console.error(error instanceof SetupError ? `\n${error.message}` : error);
  return 1;
}
