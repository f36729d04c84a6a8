// What records, and what keeps recordings, as the configuration has it.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { RecorderProcess, type RecorderProcessOptions } from '../recording/RecorderProcess.ts';
import type { AppOptions } from './AppOptions.ts';

const composerProgram = fileURLToPath(new URL('../../../composer/src/main.ts', import.meta.url));
const recorderProgram = fileURLToPath(new URL('../../../recorder/src/main.ts', import.meta.url));

/** Also where nothing is to be recorded any more it ends what was begun. */
export function recorderOf(
  { config, environment = {} }: AppOptions,
  parts: Pick<RecorderProcessOptions, 'clock' | 'log' | 'ended'>,
): RecorderProcess {
  const toBegin = config.RECORDING_MIN_FREE_MB * 1e6;
  return new RecorderProcess({
    program: recorderProgram,
    env: environment,
    dir: recordingsDir(config),
    space: { toBegin, toGoOn: toBegin / 5 },
    ...parts,
  });
}

export function librarySettings({ config, environment = {} }: AppOptions) {
  const { RECORDING_FILM: view, RECORDING_FILM_FORMAT: format } = config;
  const { RECORDINGS_DAYS: days, RECORDINGS_QUOTA_GB: gigabytes } = config;
  return {
    dir: recordingsDir(config),
    composer: { program: composerProgram, env: environment },
    film: view === 'none' ? undefined : { view, format },
    keepsTracks: config.RECORDING_KEEP_TRACKS,
    keptFor: days === undefined ? undefined : days * 86_400_000,
    quota: gigabytes === undefined ? undefined : gigabytes * 1e9,
    s3: config.s3,
  };
}

export function recordingsDir(config: Config): string {
  return config.RECORDINGS_DIR ?? resolve(config.DATA_DIR, 'recordings');
}
