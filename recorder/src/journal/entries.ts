// What is told of a recording, one line each. All times are milliseconds since the recording began.
import type { Codec } from '../matroska/elements.ts';

/** Where a stream comes from: the camera, the screen and so on, by the service's own words. */
export interface TrackOrigin {
  readonly trackId: string;
  readonly peerId: string;
  readonly displayName: string;
  readonly source: string;
}

/** Why there is nothing of a track for a while; `silent`: nothing came, and nobody knows why. */
export const gapCauses = ['muted', 'away', 'paused', 'lost', 'silent', 'recorder', 'disk'] as const;
export type GapCause = (typeof gapCauses)[number];

export type Entry =
  /** The first of each process that writes: a recording that goes on after one died has several. */
  | { name: 'begin'; at: number; version: 1; recordingId: string; room: string; startedAt: string }
  | ({ name: 'file'; at: number; file: string; codec: Codec } & TrackOrigin)
  /** The last of a file's; without one it ends where it can no longer be read. */
  | { name: 'fileEnd'; at: number; file: string; bytes: number; duration: number; lost: number }
  | { name: 'gap'; at: number; until: number; trackId: string; cause: GapCause }
  /** How a picture is to be turned, clockwise. */
  | { name: 'rotation'; at: number; trackId: string; degrees: 0 | 90 | 180 | 270 }
  | { name: 'size'; at: number; trackId: string; width: number; height: number }
  /** What the service tells of the call: who comes and goes, chat, hands. */
  | { name: 'event'; at: number; event: string; data: Readonly<Record<string, unknown>> }
  | { name: 'paused'; at: number }
  | { name: 'resumed'; at: number }
  | { name: 'end'; at: number; cause: EndCause };

/** Why a recording is over. */
export const endCauses = ['stopped', 'empty', 'disk', 'closing'] as const;
export type EndCause = (typeof endCauses)[number];
