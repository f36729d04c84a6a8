import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import { StartError } from '../StartError.ts';

/** Characters that it has at least. */
const SHORTEST = 16;

/**
 * The token of whoever may read the metrics; undefined where nobody may. A file of it is for a Prometheus that runs under
 * another user: everybody may read it who gets into its folder.
 * @throws {StartError}
 */
export function metricsToken({
  METRICS_TOKEN: token,
  METRICS_TOKEN_FILE: path,
}: Pick<Config, 'METRICS_TOKEN' | 'METRICS_TOKEN_FILE'>): string | undefined {
  if (path === undefined) return token;
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (token !== undefined) writeFileSync(path, `${token}\n`, { mode: 0o644 });
    return token ?? tokenIn(path);
  } catch (error) {
    throw new StartError([`METRICS_TOKEN_FILE: ${(error as Error).message}`], { cause: error });
  }
}

function tokenIn(path: string): string {
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o644 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const token = readFileSync(path, 'utf8').trim();
  if (token.length < SHORTEST) throw new Error(`${path} holds no token of ${SHORTEST} characters: delete it`);
  return token;
}
