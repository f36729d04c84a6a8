// A server with every route that there can be, which never listens: for what is to be said of all of them.
import type { FastifyInstance } from 'fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';

/** @param clientDir Where there is no page, there are no routes of it. */
export async function withWholeApi<T>(
  use: (app: FastifyInstance) => T | Promise<T>,
  clientDir?: string,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-api-'));
  const app = await buildApp({
    config: readConfig({
      DATA_DIR: dir,
      LOG_LEVEL: 'silent',
      TURN_BUNDLED: 'false',
      AUTH: 'token',
      METRICS_TOKEN: 'a token that nobody uses',
    }),
    clientDir: clientDir ?? join(dir, 'none'),
    sfu: new FakeSfu(),
  });
  try {
    await app.ready();
    return await use(app);
  } finally {
    await app.close();
    rmSync(dir, { recursive: true });
  }
}
