// How a script begins and ends: from npm or by hand, by whatever Node a system brings, with an exit code and no stack for
// what a person can mend.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureFirstNode } from './firstNode.mjs';
import { environmentWith, isNewEnough } from './nodeBinary.mjs';
import { Interrupted, runAttached } from './run.mjs';
import { SetupError } from './SetupError.mjs';
import { withSetupLock } from './setupLock.mjs';

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
  endWithParent();
  try {
    process.exitCode = (await (isNewEnough(process.version) ? main() : startAgain(program))) ?? 0;
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/**
 * The same by the Node that comes with the packages. What runs until then does with the oldest one that is still in use.
 * @param {string} program
 */
async function startAgain(program) {
  const node = await withSetupLock(join(ROOT, '.parley/setup.lock'), () => ensureFirstNode(ROOT));
  const env = environmentWith(ROOT, node);
  return runAttached(node, [program, ...process.argv.slice(2)], { env, watched: true });
}

/** Where it was started again, it ends in its own orderly way when the first one was killed. */
function endWithParent() {
  if (!process.send) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
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
