import { spawnSync } from 'node:child_process';

// The worker's own answer to being started without MEDIASOUP_VERSION (its main.cpp).
const VERSION_MISSING = 41;

/**
 * Tells a worker that this machine can run from one that lacks a library, or was built for another.
 * @param {string} binary
 */
export function workerStarts(binary) {
  return spawnSync(binary, { env: {}, stdio: 'ignore', timeout: 10_000 }).status === VERSION_MISSING;
}
