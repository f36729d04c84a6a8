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

export type Task =
  | { readonly name: 'enter'; readonly plans: readonly ParticipantPlan[] }
  | {
      readonly name: 'measure';
      /** Of sending before, in which what has to begin again does so. */
      readonly settle: number;
      readonly seconds: number;
      readonly pids: ServerPids;
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
}

export interface MeasureResult {
  readonly sample: GeneratorSample;
  /** Since the measurement before, by cause. */
  readonly failures: Readonly<Record<string, number>>;
  /** Seconds of CPU. */
  readonly mediaCpu: number;
  readonly serviceCpu: number;
  /** Bytes. */
  readonly mediaMemory: number;
  readonly serviceMemory: number;
}
