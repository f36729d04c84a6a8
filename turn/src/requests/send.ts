import type { Allocation } from '../allocation/Allocation.ts';
import { AttributeType } from '../stun/codes.ts';
import type { StunMessage } from '../stun/StunMessage.ts';
import { readPeers } from './readAttributes.ts';
import type { RequestContext } from './RequestContext.ts';

/** A Send indication (RFC 8656, section 11.2). It has no answer: what is wrong is dropped. */
export function send(message: StunMessage, allocation: Allocation, { filter, events }: RequestContext): void {
  // 1. An XOR-PEER-ADDRESS and DATA, which may be empty.
  const [peer] = readPeers(message) ?? [];
  const data = message.get(AttributeType.data);
  if (!peer || !data) events.dropped?.('malformed');
  // 2. A peer that may be reached.
  else if (!filter.mayReach(peer)) events.dropped?.('forbiddenPeer');
  // 3. A permission, which the allocation looks for, does not become newer by this.
  else allocation.sendTo(peer, data);
}
