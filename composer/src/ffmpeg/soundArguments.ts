import { SAMPLE_RATE } from '../film.ts';
import type { SoundPart } from '../plan/FilmPlan.ts';
import { seconds } from './spanArguments.ts';

/** Files that are mixed at a time: each is open, and has a decoder. */
export const MOST_INPUTS = 60;

/**
 * What ffmpeg is told to mix: each part where it belongs. Where packets are missing, because somebody was mute or silent, their
 * time stays.
 * @param duration Of all, in milliseconds.
 */
export function soundArguments(parts: readonly SoundPart[], duration: number): string[] {
  const samples = Math.round((duration / 1000) * SAMPLE_RATE);
  const inputs = parts.flatMap(({ file, seek, length }) => [
    '-ss',
    seconds(seek),
    '-t',
    seconds(length),
    '-i',
    file,
  ]);
  const placed = parts.map(
    ({ filmAt }, n) =>
      `[${n}:a]aresample=${SAMPLE_RATE}:async=1:min_hard_comp=0.02:first_pts=0,` +
      `aformat=sample_fmts=fltp:channel_layouts=stereo,adelay=${filmAt.toFixed(3)}:all=1[part${n}]`,
  );
  const silence = `anullsrc=r=${SAMPLE_RATE}:cl=stereo,aformat=sample_fmts=fltp,atrim=end_sample=${samples}[silence]`;
  const mix =
    `${parts.map((_, n) => `[part${n}]`).join('')}[silence]amix=inputs=${parts.length + 1}:normalize=0:duration=longest,` +
    // Several who talk at once are not to be cut off at the top.
    `alimiter=limit=0.95:level=disabled:latency=1,atrim=end_sample=${samples}[sound]`;
  return [...inputs, '-filter_complex', [...placed, silence, mix].join(';'), '-map', '[sound]'];
}
