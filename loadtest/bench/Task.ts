// What a generator can be asked for, and what it answers with. It reads the server's times itself, so that they are of the
// moments in which it measures.
import type { ParticipantPlan } from '../src/call/ParticipantPlan.ts';
import type { GeneratorSample } from '../src/run/messages.ts';

export type ServerKind = 'parley' | 'mediasoup' | 'janus';

/** The processes of a server. */
export interface ServerPids {
  /** Those that forward. */
  readonly media: readonly number[];
  /** Those beside them: signaling and what it asks for. */
  readonly service: readonly number[];
}

export interface Cores {
  readonly server: number;
  readonly generator: number;
}

export type Task =
  | { readonly name: 'enter'; readonly plans: readonly ParticipantPlan[] }
  | {
      readonly name: 'measure';
      readonly seconds: number;
      readonly pids: ServerPids;
      readonly cores: Cores;
    }
  | { readonly name: 'leave' };

export interface Results {
  enter: EnterResult;
  measure: MeasureResult;
  leave: null;
}

export interface EnterResult {
  /** Why each of those who are not in is not. */
  readonly refused: readonly string[];
  readonly seconds: number;
}

export interface MeasureResult {
  readonly sample: GeneratorSample;
  /** Seconds of CPU. */
  readonly mediaCpu: number;
  readonly serviceCpu: number;
  /** Bytes. */
  readonly mediaMemory: number;
  readonly serviceMemory: number;
  /** For which part of the time the server or the generator waited for its core, whichever waited longer. */
  readonly waited: number;
}
