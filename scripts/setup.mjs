// Brings a clone to where it can run. Does only what is not done yet.
import { join } from 'node:path';
import { ensureWorker } from '../worker/ensure.mjs';
import { ensureClientBuild } from './clientBuild.mjs';
import { entry, ROOT } from './entry.mjs';
import { environmentWith, findNode } from './nodeBinary.mjs';
import { ensurePackages } from './packages.mjs';
import { withSetupLock } from './setupLock.mjs';

/**
 * @typedef {{ node: string, env: NodeJS.ProcessEnv }} Prepared The Node to use, and the environment for it.
 * @param {{ client?: boolean }} [options]
 * @returns {Promise<Prepared>}
 */
export function setup({ client = true } = {}) {
  return withSetupLock(join(ROOT, '.parley/setup.lock'), async () => {
    await ensurePackages(ROOT);
    const node = findNode(ROOT);
    const env = environmentWith(ROOT, node);
    env.MEDIASOUP_WORKER_BIN = await ensureWorker(ROOT);
    if (client) await ensureClientBuild(ROOT, node, env);
    return { node, env };
  });
}

await entry(import.meta.url, async () => {
  const { node, env } = await setup();
  console.log(`Ready. Node: ${node}\n       Media worker: ${env.MEDIASOUP_WORKER_BIN}`);
});
