import type { MemberParts } from '../src/call/Member.ts';
import { Participant } from '../src/call/Participant.ts';
import type { BenchMember } from './BenchMember.ts';

/** Somebody in a room of Parley, who is told by the server what to receive. */
export class ParleyParticipant extends Participant implements BenchMember {
  constructor(parts: MemberParts, url: string) {
    super({ ...parts, server: { url, insecure: false } });
  }

  async watch(): Promise<void> {}
}
