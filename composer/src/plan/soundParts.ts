import type { Manifest } from '@parley/recorder/manifest';
import type { SoundPart } from './FilmPlan.ts';
import type { FilmTime } from './FilmTime.ts';

/** What is heard of each file, in each stretch of the film. */
export function soundParts(
  { tracks }: Manifest,
  { stretches }: FilmTime,
  isThere: (file: string) => boolean,
): SoundPart[] {
  const files = tracks.flatMap((track) => track.files);
  return files
    .filter(({ file, codec }) => codec === 'opus' && isThere(file))
    .flatMap(({ file, at, duration }) =>
      stretches.flatMap((stretch) => {
        const from = Math.max(at, stretch.from);
        const until = Math.min(at + duration, stretch.until);
        if (until <= from) return [];
        return [
          { file, seek: from - at, length: until - from, filmAt: stretch.filmAt + from - stretch.from },
        ];
      }),
    );
}
