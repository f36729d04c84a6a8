// What the service and the recorder say to each other, over the channel between a process and its child.
import type { EndCause, GapCause, TrackOrigin } from './journal/entries.ts';
import type { Stream } from './TrackRecording.ts';

export type { Codec } from './matroska/elements.ts';
export type { EndCause, GapCause, Stream, TrackOrigin };

/** A UDP port of this machine. */
export interface LocalAddress {
  readonly address: string;
  readonly port: number;
}

/** What the service wants. Answered by news, never by anything else. */
export type Command =
  /**
   * Begins a recording, or goes on with one in the same folder.
   * @property startedAt When it began, in milliseconds since 1970.
   * @property minFree It ends when the disk has fewer bytes left.
   */
  | { name: 'start'; recordingId: string; room: string; dir: string; startedAt: number; minFree: number }
  /** Where its packets come from. */
  | { name: 'connect'; recordingId: string; media: LocalAddress }
  | { name: 'addTrack'; recordingId: string; origin: TrackOrigin; stream: Stream }
  | { name: 'removeTrack'; recordingId: string; ssrc: number }
  /** Why nothing of a track is going to come; without a cause: it comes again. */
  | { name: 'explain'; recordingId: string; ssrc: number; cause?: GapCause }
  | { name: 'event'; recordingId: string; event: string; data: Record<string, unknown> }
  | { name: 'pause' | 'resume'; recordingId: string }
  | { name: 'end'; recordingId: string; cause: EndCause }
  /** Makes whole what a process left behind that died, and ends it. */
  | { name: 'finish'; recordingId: string; dir: string };

export type News =
  | { name: 'listening' }
  /** It waits for packets on `port`. */
  | { name: 'started'; recordingId: string; port: number }
  | { name: 'progress'; recordingId: string; bytes: number }
  /** Its files are closed and its manifest is written. `message`: why, where nobody asked for it. */
  | { name: 'ended'; recordingId: string; cause: EndCause; message?: string }
  /** It could not be begun, or not be finished. */
  | { name: 'failed'; recordingId: string; code: string; message: string };
