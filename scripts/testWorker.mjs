// Vitest's global set-up: the media worker of the tests that use the real one, found as `npm start` finds it, and ffmpeg for
// those of films.
import { fileURLToPath } from 'node:url';
import { ensureWorker } from '../worker/ensure.mjs';
import { ensureFfmpeg } from './ffmpeg.mjs';

export async function setup() {
  await ensureFfmpeg('The test of films');
  process.env.MEDIASOUP_WORKER_BIN = await ensureWorker(fileURLToPath(new URL('..', import.meta.url)));
}
