import type { Chapter } from '../channel.ts';
import type { ManifestFile } from '@parley/recorder/manifest';

/** A file whose picture is shown. */
export interface Picture {
  readonly file: string;
  readonly codec: ManifestFile['codec'];
  /** When the file begins in the recording, in milliseconds. */
  readonly fileAt: number;
  /** As the file has it: width divided by height. */
  readonly aspect: number;
  /** How it is to be turned, clockwise. */
  readonly rotation: 0 | 90 | 180 | 270;
}

/** A place in the film: of a person, whose camera may be off, or of a screen. */
export interface Tile {
  readonly kind: 'camera' | 'screen';
  readonly peerId: string;
  readonly name: string;
  readonly picture?: Picture;
}

/** Who and what is in the film at a time. Nobody: there are large words instead. */
export interface Arrangement {
  /** Large ones. None: all are alike. */
  readonly main: readonly Tile[];
  readonly others: readonly Tile[];
  /** What stands there instead of people. */
  readonly words?: string;
}

/** A part of a film in which nothing changes but what pictures show. */
export interface Span {
  /** Frames of the film. */
  readonly from: number;
  readonly frames: number;
  /** When its first frame is in the recording, in milliseconds. */
  readonly at: number;
  readonly arrangement: Arrangement;
}

/** A part of a file that is heard without a cut. All in milliseconds. */
export interface SoundPart {
  readonly file: string;
  /** Where it begins in the file, and how long it is. */
  readonly seek: number;
  readonly length: number;
  readonly filmAt: number;
}

/** All that a film consists of. */
export interface FilmPlan {
  readonly title: string;
  readonly frames: number;
  /** One after the other, without a gap. */
  readonly spans: readonly Span[];
  readonly sounds: readonly SoundPart[];
  readonly chapters: readonly Chapter[];
}
