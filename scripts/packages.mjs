// Keeps node_modules as package-lock.json has it.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { phase } from './progress.mjs';
import { run } from './run.mjs';
import { SetupError } from './SetupError.mjs';

/** @param {string} root */
export async function ensurePackages(root) {
  const unfinished = join(root, '.parley/installing');
  const wanted = readLock(join(root, 'package-lock.json'));
  const installed = readLock(join(root, 'node_modules/.package-lock.json'));
  const isWhole = installed && !existsSync(unfinished);
  if (isWhole && isInstalled(wanted, installed)) return;

  // npm takes a package that was left half unpacked for a whole one.
  if (!isWhole) rmSync(join(root, 'node_modules'), { recursive: true, force: true });
  mkdirSync(dirname(unfinished), { recursive: true });
  writeFileSync(unfinished, '');
  await phase('Installing packages', () => installPackages(root));
  rmSync(unfinished);
}

/** @param {string} root */
async function installPackages(root) {
  // npm must not be run by the Node that it may be about to replace.
  const path = process.env.PATH?.split(delimiter).filter(
    (folder) => !folder.startsWith(join(root, 'node_modules')),
  );
  const env = { ...process.env, PATH: path?.join(delimiter) };
  // NODE_ENV=production would leave out Vite, which builds the client.
  const { code, output } = await runNpm(root, ['ci', '--include=dev', '--include=optional'], env);
  if (code !== 0) throw npmFailed(output);
}

/**
 * @param {string} folder
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runNpm(folder, args, env = process.env) {
  return run('npm', args, { cwd: folder, env }).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    throw new SetupError('npm was not found. Parley needs Node 18 or newer with npm.');
  });
}

/** @param {string} output */
export function npmFailed(output) {
  return new SetupError(`npm could not install the packages:\n\n${output}`);
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
