import type { FilmOrder } from '../channel.ts';
import { FRAME_RATE } from '../film.ts';

interface Encoder {
  /** Where spans of a film are kept: times in milliseconds, which is exact for its frames. */
  readonly spanEnding: string;
  readonly picture: readonly string[];
  readonly soundEnding: string;
  readonly sound: readonly string[];
  readonly film: readonly string[];
}

/** Players seek by key frames. */
const KEY_EVERY = String(2 * FRAME_RATE);
/** Cameras of calls have the colours of BT.601, which players take for BT.709 at this size unless they are told. */
const COLOURS = ['-colorspace', 'smpte170m', '-color_primaries', 'smpte170m', '-color_trc', 'smpte170m'];

/** Of VP9. */
const FAST = ['-deadline', 'realtime', '-cpu-used', '8', '-row-mt', '1', '-tile-columns', '2'];

export const encoders: Readonly<Record<FilmOrder['format'], Encoder>> = {
  mp4: {
    spanEnding: 'mkv',
    picture: ['libx264', '-preset', 'veryfast', '-crf', '23', '-g', KEY_EVERY, ...COLOURS],
    soundEnding: 'm4a',
    sound: ['aac', '-b:a', '128k'],
    film: ['-movflags', '+faststart', '-f', 'mp4'],
  },
  webm: {
    spanEnding: 'webm',
    picture: ['libvpx-vp9', ...FAST, '-crf', '38', '-b:v', '0', '-g', KEY_EVERY, ...COLOURS],
    soundEnding: 'webm',
    sound: ['libopus', '-b:a', '96k'],
    film: ['-cues_to_front', '1', '-f', 'webm'],
  },
};
