import type { Member } from '../src/call/Member.ts';

/** Somebody in a room of the benchmark: in two steps, so that everybody is there before anybody asks for what they send. */
export interface BenchMember extends Member {
  /** Receives what others send by now. Resolved when the server has taken note. */
  watch(): Promise<void>;
}
