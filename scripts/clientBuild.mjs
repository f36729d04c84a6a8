// Builds the client when what it is built from has changed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileHash, filesUnder } from './fileHash.mjs';
import { phase } from './progress.mjs';
import { run } from './run.mjs';
import { SetupError } from './SetupError.mjs';

/**
 * @param {string} root
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensureClientBuild(root, node, env) {
  // Inside dist/, the stamp goes with the build that it speaks of: Vite empties the folder first.
  const stamp = join(root, 'client/dist/.sources');
  const sources = clientSourcesHash(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;

  await phase('Building the client', async () => {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const { code, output } = await run(node, [vite, 'build', 'client'], {
      cwd: root,
      env: { ...env, NODE_ENV: 'production' },
    });
    if (code !== 0) throw new SetupError(`Vite could not build the client:\n\n${output}`);
  });
  writeFileSync(stamp, sources);
}

/** @param {string} root */
export function clientSourcesHash(root) {
  const sources = ['client', 'protocol'].flatMap((workspace) => filesUnder(join(root, workspace), isSource));
  const builders = ['package-lock.json', 'scripts/appIcons.mjs', 'scripts/compressedCopies.mjs'];
  return fileHash(root, [...sources, ...builders.map((path) => join(root, path))]);
}

/** @param {string} name */
function isSource(name) {
  return name !== 'node_modules' && name !== 'dist' && !/\.test\.tsx?$/.test(name);
}
