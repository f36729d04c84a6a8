// The settings that an operator keeps in .env, in the checkout's own folder.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// As a whole: an older Node, which reads this file as well, has no parseEnv.
import util from 'node:util';

/**
 * Its path, if it is there. The server reads it; the one setting that is the setup's own is put into the environment.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 */
export function settingsFile(root, env = process.env) {
  const path = join(root, '.env');
  if (!existsSync(path)) return undefined;
  try {
    const { MEDIASOUP_WORKER_BIN } = util.parseEnv(readFileSync(path, 'utf8'));
    if (MEDIASOUP_WORKER_BIN) env.MEDIASOUP_WORKER_BIN ||= MEDIASOUP_WORKER_BIN;
  } catch {
    // What is wrong with it is the server's to tell, with all the rest.
  }
  return path;
}
