// Vitest's global set-up: the media worker of the tests that use the real one, found as `npm start` finds it.
import { fileURLToPath } from 'node:url';
import { ensureWorker } from '../worker/ensure.mjs';

export async function setup() {
  process.env.MEDIASOUP_WORKER_BIN = await ensureWorker(fileURLToPath(new URL('..', import.meta.url)));
}
