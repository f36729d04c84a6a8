// Finds, downloads or builds mediasoup's worker: the C++ program that carries the media.
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileHash, filesUnder } from '../scripts/fileHash.mjs';
import { phase } from '../scripts/progress.mjs';
import { SetupError } from '../scripts/SetupError.mjs';
import { buildWorker, ensureBuildTools, WORKER_FOLDER } from './build.mjs';
import { downloadPrebuilt } from './prebuilt.mjs';
import { workerStarts } from './workerStarts.mjs';

/**
 * The path of a worker that was downloaded or built before.
 * @param {string} root The checkout.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function workerAtHand(root, env = process.env) {
  const { downloaded, built } = placesOf(root, env);
  // Tried each time: an upgrade of the system may have taken away a library that it was built with.
  return [downloaded, built].find((cached) => workerStarts(cached));
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
function placesOf(root, env) {
  const mediasoup = mediasoupFolder(root);
  const { version } = JSON.parse(readFileSync(join(mediasoup, 'package.json'), 'utf8'));
  const cache = cacheFolder(env);
  const downloaded = join(cache, cachedName(version, 'release'));
  const built = join(cache, cachedName(version, buildFilesHash()));
  return { mediasoup, cache, downloaded, built };
}

/**
 * Resolves to the path of a worker that starts on this machine.
 * @param {string} root The checkout.
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function ensureWorker(root, env = process.env) {
  if (env.MEDIASOUP_WORKER_BIN) return givenWorker(env.MEDIASOUP_WORKER_BIN);

  const { mediasoup, cache, downloaded, built } = placesOf(root, env);
  const cached = workerAtHand(root, env);
  if (cached) return cached;

  mkdirSync(cache, { recursive: true });
  // Beside the place it goes to, so that the last step is one rename.
  const scratch = mkdtempSync(join(cache, 'unfinished-'));
  try {
    if (!env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) {
      const binary = await phase('Downloading the media worker', () =>
        downloadPrebuilt(mediasoup, scratch),
      ).catch(
        /** @param {Error} error */
        (error) => console.log(`  It could not be downloaded (${reason(error)}), so it is built here.`),
      );
      if (binary && keep(binary, downloaded)) return downloaded;
    }
    await ensureBuildTools();
    const binary = await phase('Building the media worker, once, one or two minutes', () =>
      buildWorker(mediasoup, scratch),
    );
    if (keep(binary, built)) return built;
    throw new SetupError(
      "The media worker was built but does not start. Please report this with your system's name.",
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @param {string} binary */
function givenWorker(binary) {
  try {
    accessSync(binary, constants.X_OK);
  } catch {
    throw new SetupError(`MEDIASOUP_WORKER_BIN is ${binary}, which is not there or cannot be executed.`);
  }
  return binary;
}

/** @param {string} root */
function mediasoupFolder(root) {
  const main = createRequire(join(root, 'server/package.json')).resolve('mediasoup');
  return join(dirname(main), '../..');
}

/**
 * Outside the checkout: other clones use the same worker, and it outlives `git clean`.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheFolder(env) {
  return env.PARLEY_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'parley');
}

/**
 * @param {string} version
 * @param {string} origin
 */
function cachedName(version, origin) {
  return `mediasoup-worker-${version}-${process.platform}-${process.arch}-${origin}`;
}

/** A worker built by other build files is another worker. */
function buildFilesHash() {
  return fileHash(
    WORKER_FOLDER,
    filesUnder(WORKER_FOLDER, (name) => !/\.(mjs|md)$/.test(name)),
  );
}

/**
 * Puts a worker into the cache if it starts: whole and good, or not at all.
 * @param {string} binary
 * @param {string} cached
 */
function keep(binary, cached) {
  chmodSync(binary, 0o755);
  if (!workerStarts(binary)) return false;
  renameSync(binary, cached);
  return true;
}

/** @param {Error} error `fetch` says only that it failed; its cause says why. */
function reason(error) {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
