// What the service and the composer say to each other, over the channel between a process and its child.

/** Which film is to be made of a recording. */
export interface FilmOrder {
  /** How people are arranged. */
  readonly view: 'grid' | 'speaker';
  /** `mp4`: H.264 and AAC; `webm`: VP9 and Opus. */
  readonly format: 'mp4' | 'webm';
}

/**
 * Why something cannot be made: `ffmpeg_missing`: there is no ffmpeg; `disk`: it is full; `nothing`: nothing was recorded that
 * could be shown; `internal`: anything else, which the message tells.
 */
export type Problem = 'ffmpeg_missing' | 'disk' | 'nothing' | 'internal';

/** Where something begins in a film, in milliseconds of the film. */
export interface Chapter {
  readonly at: number;
  readonly title: string;
}

/** What the service wants of the recording in folder `dir`. One after the other is carried out, in their order. */
export type Command =
  /** Makes the film, or goes on with one that was begun in the same folder, as file `file` in it. */
  | ({ name: 'compose'; recordingId: string; dir: string; file: string } & FilmOrder)
  /** Makes a picture of it, a JPEG 480 pixels wide, as file `file` in the folder. */
  | { name: 'preview'; recordingId: string; dir: string; file: string }
  /** Nobody wants its film any more, nor what was begun of it. */
  | { name: 'cancel'; recordingId: string; dir: string };

export type News =
  | { name: 'listening' }
  /** How much of a film is done, from 0 to 1. */
  | { name: 'progress'; recordingId: string; progress: number }
  /** The film is there, whole. Its length is in milliseconds. */
  | { name: 'composed'; recordingId: string; bytes: number; duration: number; chapters: Chapter[] }
  | { name: 'previewed'; recordingId: string }
  | { name: 'failed'; recordingId: string; of: 'compose' | 'preview'; problem: Problem; message: string };
