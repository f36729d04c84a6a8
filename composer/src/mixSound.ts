import type { FilmOrder } from './channel.ts';
import { encoders } from './ffmpeg/encoders.ts';
import { runFfmpeg, type FfmpegOptions } from './ffmpeg/runFfmpeg.ts';
import { MOST_INPUTS, soundArguments } from './ffmpeg/soundArguments.ts';
import { FRAME_TIME } from './film.ts';
import type { FilmPlan, SoundPart } from './plan/FilmPlan.ts';
import type { Scratch } from './Scratch.ts';

interface MixOptions extends FfmpegOptions {
  readonly format: FilmOrder['format'];
  readonly scratch: Scratch;
  /** From 0 to 1. */
  readonly done: (share: number) => void;
}

/** All that is heard in a film, as one file: of more parts than can be open at once in several passes. */
export async function mixSound(
  plan: FilmPlan,
  { scratch, format, done, ...run }: MixOptions,
): Promise<string> {
  const duration = plan.frames * FRAME_TIME;
  const { soundEnding, sound } = encoders[format];
  const groups = Math.ceil(plan.sounds.length / MOST_INPUTS);
  const passes = groups > 1 ? groups + 1 : 1;
  const mix = (pass: number, parts: readonly SoundPart[], name: string, encoder: readonly string[]) =>
    scratch.keep(name, (path) =>
      runFfmpeg([...soundArguments(parts, duration), '-c:a', ...encoder, '-y', path], {
        ...run,
        onProgress: (milliseconds) => done((pass + Math.min(1, milliseconds / duration)) / passes),
      }),
    );
  let parts = plan.sounds;
  if (groups > 1) {
    const mixed: SoundPart[] = [];
    for (let group = 0; group < groups; group += 1) {
      const some = plan.sounds.slice(group * MOST_INPUTS, (group + 1) * MOST_INPUTS);
      const file = await mix(group, some, `sound-${group}.flac`, ['flac']);
      mixed.push({ file, seek: 0, length: duration, filmAt: 0 });
    }
    parts = mixed;
  }
  const path = await mix(passes - 1, parts, `sound.${soundEnding}`, sound);
  done(1);
  return path;
}
