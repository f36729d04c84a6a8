// Finds the Node that runs Parley: the one in the lock file, else the host's own if it is new enough.
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { dirname, delimiter, join } from 'node:path';
import { SetupError } from './SetupError.mjs';

const OLDEST_MAJOR = 24;

/** @param {string} root */
export function findNode(root) {
  const bundled = join(root, 'node_modules/.bin/node');
  if (existsSync(bundled)) {
    if (realpathSync(bundled) === process.execPath || isNewEnough(versionOf(bundled))) return bundled;
    // Built for glibc, it does not run on musl. npm's scripts would find it before the host's own.
    rmSync(bundled);
  }
  if (isNewEnough(process.version)) return process.execPath;
  throw new SetupError(
    `Parley needs Node ${OLDEST_MAJOR} or newer, and this is ${process.version}. On Linux x64 with glibc it comes with ` +
      `the packages; here (${process.platform} ${process.arch}), please install it.`,
  );
}

/** @param {string} node */
export function versionOf(node) {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? '';
}

/** @param {string} version As `node --version` prints it. */
export function isNewEnough(version) {
  return Number(/^v(\d+)\./.exec(version)?.[1] ?? 0) >= OLDEST_MAJOR;
}

/**
 * The environment in which "node" and the packages' own programs are found first, and keep what V8 compiles of them: the
 * server starts in two thirds of the time then. https://nodejs.org/api/module.html#module-compile-cache
 * @param {string} root
 * @param {string} node
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentWith(root, node) {
  const folders = [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH ?? ''];
  return {
    NODE_COMPILE_CACHE: join(root, '.parley/compiled'),
    ...process.env,
    PATH: folders.join(delimiter),
  };
}
