// What the parent and its generators tell each other.
import type { ParticipantPlan } from '../call/ParticipantPlan.ts';
import type { ServerAddress } from '../call/SignalingSocket.ts';
import type { ClockOrigin } from '../Clock.ts';
import type { Sample } from '../measure/Recorder.ts';

export type ToGenerator =
  | { readonly kind: 'start'; readonly origin: ClockOrigin; readonly server: ServerAddress }
  | { readonly kind: 'join'; readonly plan: ParticipantPlan }
  | { readonly kind: 'leave'; readonly id: number }
  | { readonly kind: 'stop' };

/** What a generator did in about a second. */
export interface GeneratorSample extends Sample {
  /** What the sample is of. */
  readonly seconds: number;
  /** Tracks of which packets came. */
  readonly liveTracks: number;
  readonly participants: number;
  /** Of the core that it runs on, 0 to 1. */
  readonly cpu: number;
  readonly memory: number;
  /** Datagrams that the system dropped since its sockets were full. */
  readonly drops: number;
}

export type FromGenerator =
  | { readonly kind: 'joined'; readonly id: number }
  | { readonly kind: 'refused'; readonly id: number; readonly cause: string }
  | { readonly kind: 'left'; readonly id: number }
  | { readonly kind: 'sample'; readonly sample: GeneratorSample }
  | { readonly kind: 'stopped' };
