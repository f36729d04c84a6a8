// Keeps node_modules as package-lock.json has it.
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { phase } from './progress.mjs';
import { run } from './run.mjs';
import { SetupError } from './SetupError.mjs';

/** @param {string} root */
export async function ensurePackages(root) {
  if (
    isInstalled(
      readLock(join(root, 'package-lock.json')),
      readLock(join(root, 'node_modules/.package-lock.json')),
    )
  )
    return;
  await phase('Installing packages', () => installPackages(root));
}

/** @param {string} root */
async function installPackages(root) {
  // npm must not be run by the Node in the node_modules that it is about to delete.
  const path = process.env.PATH?.split(delimiter).filter(
    (folder) => !folder.startsWith(join(root, 'node_modules')),
  );
  const env = { ...process.env, PATH: path?.join(delimiter) };
  // NODE_ENV=production would leave out Vite, which builds the client.
  const { code, output } = await run('npm', ['ci', '--include=dev', '--include=optional'], {
    cwd: root,
    env,
  }).catch(() => {
    throw new SetupError('npm was not found. Parley needs Node 20 or newer with npm.');
  });
  if (code !== 0) throw new SetupError(`npm ci failed:\n\n${output}`);
}

/**
 * @typedef {{ version?: string, resolved?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Locked
 * @typedef {Record<string, Locked>} Lock Packages by their path in the checkout.
 */

/**
 * @param {string} path
 * @returns {Lock | undefined}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * npm notes what it has installed when it is done, in node_modules/.package-lock.json: without the root
 * project, and without the optional packages that are not for this machine.
 * @param {Lock | undefined} wanted
 * @param {Lock | undefined} installed
 */
export function isInstalled(wanted, installed) {
  if (!wanted || !installed) return false;
  for (const [path, { version, integrity, optional, devOptional }] of Object.entries(wanted)) {
    const found = installed[path];
    if (path === '' || (!found && (optional || devOptional))) continue;
    if (!found || found.version !== version || found.integrity !== integrity) return false;
  }
  return Object.keys(installed).every((path) => path in wanted);
}
