// The programs that Parley starts: the media worker, and ffmpeg for films.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { encoders } from '@parley/composer/encoders';
import type { Config } from '@parley/server/config';
import { tryWorker } from '@parley/server/tryWorker';
import { failed, ok, skipped, warning, type Finding } from '../Finding.ts';

export async function examineWorker(start: typeof tryWorker = tryWorker): Promise<Finding> {
  try {
    const { program } = await start();
    return ok('worker', `${program} starts.`);
  } catch (error) {
    return failed(
      'worker',
      `The media worker does not start: ${(error as Error).message}. Run npm run setup, which downloads or builds one, or set MEDIASOUP_WORKER_BIN to one for this system.`,
    );
  }
}

/** The encoders that ffmpeg names, or undefined: there is no ffmpeg. */
export async function ffmpegEncoders(): Promise<ReadonlySet<string> | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ffmpeg', ['-hide_banner', '-encoders']);
    return new Set([...stdout.matchAll(/^ [A-Z.]{6} (\S+)/gm)].map(([, name = '']) => name));
  } catch {
    return undefined;
  }
}

export function judgeFfmpeg(
  { RECORDING, RECORDING_FILM, RECORDING_FILM_FORMAT }: Config,
  known: ReadonlySet<string> | undefined,
): Finding {
  if (RECORDING === 'never' || RECORDING_FILM === 'none') {
    return skipped('ffmpeg', 'No films are made (RECORDING, RECORDING_FILM).');
  }
  if (!known) {
    return failed(
      'ffmpeg',
      'There is no ffmpeg, which makes films of recordings: install it (apt-get install ffmpeg), or set RECORDING_FILM=none.',
    );
  }
  const { picture, sound } = encoders[RECORDING_FILM_FORMAT];
  const missing = [picture[0], sound[0]].filter((name) => name !== undefined && !known.has(name));
  if (missing.length === 0) return ok('ffmpeg', `It has what ${RECORDING_FILM_FORMAT} films take.`);
  const other = RECORDING_FILM_FORMAT === 'mp4' ? 'webm' : 'mp4';
  return warning(
    'ffmpeg',
    `This ffmpeg lacks ${missing.join(' and ')}, so there are no films: install one that has it, or set RECORDING_FILM_FORMAT=${other}.`,
  );
}
