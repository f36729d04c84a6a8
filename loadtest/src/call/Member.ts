import type { Clock } from '../Clock.ts';
import type { Certificate } from '../dtls/certificate.ts';
import type { Recorder } from '../measure/Recorder.ts';
import type { Pacer } from '../net/Pacer.ts';
import type { ParticipantPlan } from './ParticipantPlan.ts';

/** What somebody in a room is made of, whatever signaling brings them there. */
export interface MemberParts {
  readonly plan: ParticipantPlan;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly pacer: Pacer;
}

/** Somebody in a room. */
export interface Member {
  /** Resolved when they are in; their media may take a little longer. */
  join(): Promise<void>;
  leave(): Promise<void>;
  /** Sends the feedback that is due. */
  tick(now: number): void;
  /** How many tracks had packets since the last time this was asked. */
  sample(): number;
  /** Of the sockets that they receive on. */
  readonly localPorts: readonly number[];
}
