import type { MediaKind } from '@parley/protocol';
import type { VideoCodec } from '../media/FrameSource.ts';
import type { Layer } from '../net/sendParameters.ts';

interface VideoPlan {
  readonly codec: VideoCodec;
  /** From the smallest up. */
  readonly layers: readonly Layer[];
  /** The part of a frame's time by which it is later than others. */
  readonly phase: number;
}

interface AudioPlan {
  /** Bits a second. */
  readonly bitrate: number;
  /** Whether the packets say that somebody speaks. */
  readonly speaking: boolean;
  /** Milliseconds after others, below 20. */
  readonly delay: number;
}

/** What one participant does. */
export interface ParticipantPlan {
  readonly id: number;
  readonly room: string;
  readonly name: string;
  readonly audio: AudioPlan | undefined;
  readonly video: VideoPlan | undefined;
  readonly subscribe: readonly MediaKind[];
  /** How large it has the others' pictures on its screen; undefined: it says nothing of it. */
  readonly view: { readonly width: number; readonly height: number } | undefined;
}

/** Names of participants of the load tester begin so: of others nobody knows when their packets were sent. */
export const NAME_PREFIX = 'load-';
