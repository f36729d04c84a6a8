// One set-up at a time in a checkout: two would write the same node_modules and client/dist.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 */
export async function withSetupLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  await takeLock(path);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
async function takeLock(path) {
  let told = false;
  while (!createLock(path)) {
    const owner = readOwner(path);
    if (owner === undefined || !isRunning(owner)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) console.log(`Waiting for another set-up of this checkout (process ${owner})…`);
    told = true;
    await delay(200);
  }
}

/**
 * Linking a file that is already written leaves no moment at which the lock exists without an owner.
 * @param {string} path
 */
function createLock(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {string} path */
function readOwner(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
