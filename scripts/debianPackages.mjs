// Sees to it that Debian packages are there: installs them if it may, else says how.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { phase } from './progress.mjs';
import { run } from './run.mjs';
import { SetupError } from './SetupError.mjs';

/** Debian, or a system derived from it. */
export function hasDebianPackages() {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

/**
 * @param {string} who As the beginning of a sentence.
 * @throws {SetupError} where there is nothing to make a Debian of
 */
export function needDebian(who) {
  if (!hasDebianPackages()) {
    throw new SetupError(
      `${who} makes a Debian of its own, and needs Debian, or a system derived from it, for that.`,
    );
  }
}

/**
 * @param {string} purpose What needs them, as the beginning of a sentence.
 * @param {string[]} packages
 */
export async function ensureDebianPackages(purpose, packages) {
  const missing = missingPackages(packages);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      `${purpose} needs packages that are not installed. Please run this, then try again:\n\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`,
    );
  }
  await phase(`Installing ${missing.join(', ')}`, () => install(missing));
}

/** @param {string[]} packages */
async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Its failure is not yet ours: another apt may be updating now, and the lists may be new enough.
  const update = await run('apt-get', ['update', '-qq'], { env });
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...packages],
    { env },
  );
  if (code !== 0) throw new SetupError(`apt-get could not install them:\n\n${update.output}\n${output}`);
}

/** @param {string[]} packages */
export function missingPackages(packages) {
  const query = spawnSync(
    '/usr/bin/dpkg-query',
    ['-W', '-f=${db:Status-Status} ${Package}\\n', ...packages],
    {
      encoding: 'utf8',
    },
  );
  return notInstalled(packages, query.stdout ?? '');
}

/**
 * @param {string[]} packages
 * @param {string} statuses Lines of a status and a package; dpkg leaves out those that it has never seen.
 */
export function notInstalled(packages, statuses) {
  const installed = new Set(statuses.split('\n'));
  return packages.filter((name) => !installed.has(`installed ${name}`));
}
