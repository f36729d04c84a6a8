// Finds the browsers of the end-to-end tests, and fetches them where there are none.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureDebianPackages, missingPackages } from './debianPackages.mjs';
import { ROOT } from './entry.mjs';
import { phase } from './progress.mjs';
import { run } from './run.mjs';
import { SetupError } from './SetupError.mjs';

const BROWSERS = /** @type {const} */ ([
  // Past Debian's wrapper script, which adds switches of its own.
  {
    name: 'chromium',
    variable: 'PARLEY_CHROMIUM',
    debianPath: '/usr/lib/chromium/chromium',
    debianPackage: 'chromium',
  },
  {
    name: 'firefox',
    variable: 'PARLEY_FIREFOX',
    debianPath: '/usr/bin/firefox-esr',
    debianPackage: 'firefox-esr',
  },
]);

/**
 * The environment with PARLEY_CHROMIUM and PARLEY_FIREFOX: two programs that exist.
 * @param {import('./setup.mjs').Prepared} prepared
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function environmentWithBrowsers(prepared) {
  let missing = missingBrowsers(prepared.env);
  if (missing.length > 0) {
    await fetchBrowsers(prepared, missing);
    missing = missingBrowsers(prepared.env);
  }
  if (missing.length > 0) {
    throw new SetupError(
      `The end-to-end tests need ${missing.map(({ name }) => name).join(' and ')}. Please install what is missing, ` +
        `or set ${missing.map(({ variable }) => variable).join(' and ')} to where it is.`,
    );
  }
  const env = { ...prepared.env };
  for (const browser of BROWSERS) env[browser.variable] = findBrowser(browser, env);
  return env;
}

/** @param {NodeJS.ProcessEnv} env */
function missingBrowsers(env) {
  return BROWSERS.filter((browser) => !findBrowser(browser, env));
}

/**
 * @param {typeof BROWSERS[number]} browser
 * @param {NodeJS.ProcessEnv} env
 */
function findBrowser({ name, variable, debianPath }, env) {
  const given = env[variable];
  if (given && !existsSync(given)) throw new SetupError(`${variable} is ${given}, which does not exist.`);
  if (given) return given;
  /** @type {Record<typeof name, { executablePath(): string }>} */
  const playwright = createRequire(join(ROOT, 'e2e/package.json'))('@playwright/test');
  return [debianPath, playwright[name].executablePath()].find((path) => existsSync(path));
}

/**
 * @param {import('./setup.mjs').Prepared} prepared
 * @param {readonly typeof BROWSERS[number][]} missing
 */
async function fetchBrowsers({ node, env }, missing) {
  const packages = missing.map(({ debianPackage }) => debianPackage);
  if (isDebian() && process.getuid?.() === 0) return ensureDebianPackages('The end-to-end tests', packages);

  const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
  const { code } = await phase('Downloading browsers', () =>
    run(node, [playwright, 'install', ...missing.map(({ name }) => name)], { cwd: ROOT, env }),
  );
  if (code !== 0 && isDebian()) await ensureDebianPackages('The end-to-end tests', missingPackages(packages));
}

/** Not a system derived from it: Ubuntu's package "chromium" holds no browser. */
function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}
