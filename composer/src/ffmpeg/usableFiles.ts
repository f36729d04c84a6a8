import type { Manifest, ManifestFile } from '@parley/recorder/manifest';
import { FfmpegFailure, runFfmpeg, type FfmpegOptions } from './runFfmpeg.ts';
import { decoderFor } from './spanArguments.ts';

/** Files that are looked at, at a time: most of it is waiting for a program to start. */
const AT_ONCE = 4;

/** The files of a recording that are there and can be decoded, at least at their beginning. */
export async function usableFiles({ tracks }: Manifest, options: FfmpegOptions): Promise<Set<string>> {
  const usable = new Set<string>();
  const files = tracks.flatMap(({ files }) => files).values();
  const check = async (): Promise<void> => {
    for (const { file, codec } of files) {
      if (await canDecode([...decoderFor(codec), '-i', file], codec, options)) usable.add(file);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, check));
  return usable;
}

/**
 * Whether there is a picture, or a sound, in an input.
 * @throws {ComposeError} Of what has nothing to do with it.
 */
export async function canDecode(
  input: readonly string[],
  codec: ManifestFile['codec'],
  options: FfmpegOptions,
): Promise<boolean> {
  const kind = codec === 'opus' ? 'a' : 'v';
  const one = ['-map', `0:${kind}`, `-frames:${kind}`, '1', '-abort_on', 'empty_output', '-f', 'null', '-'];
  try {
    await runFfmpeg([...input, ...one], options);
    return true;
  } catch (error) {
    if (error instanceof FfmpegFailure) return false;
    throw error;
  }
}
