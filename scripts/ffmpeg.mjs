// Sees to it that ffmpeg and ffprobe are there, for what is tested and measured with them.
import { spawnSync } from 'node:child_process';
import { ensureDebianPackages, hasDebianPackages } from './debianPackages.mjs';
import { SetupError } from './SetupError.mjs';

/** @param {string} purpose What needs it, as the beginning of a sentence. */
export async function ensureFfmpeg(purpose) {
  const isThere = ['ffmpeg', 'ffprobe'].every((name) => spawnSync(name, ['-version']).status === 0);
  if (isThere) return;
  if (!hasDebianPackages())
    throw new SetupError(`${purpose} needs ffmpeg. Please install it, then try again.`);
  await ensureDebianPackages(purpose, ['ffmpeg']);
}
