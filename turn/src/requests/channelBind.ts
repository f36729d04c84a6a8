import type { Allocation } from '../allocation/Allocation.ts';
import { familyOf } from '../ip.ts';
import { AttributeType } from '../stun/codes.ts';
import { readPeers } from './readAttributes.ts';
import type { AuthenticRequest, Reply, RequestContext } from './RequestContext.ts';

const FIRST_CHANNEL = 0x4000;

/** ChannelBind (RFC 8656, section 12.2). */
export function channelBind(
  { message }: AuthenticRequest,
  allocation: Allocation,
  { filter, lastChannel, now }: RequestContext,
): Reply {
  // 1. A CHANNEL-NUMBER and an XOR-PEER-ADDRESS, well-formed.
  const value = message.get(AttributeType.channelNumber);
  const [peer] = readPeers(message) ?? [];
  if (value?.length !== 4 || !peer) return { error: 400 };
  // 2. A number in the range of channels.
  const number = value.readUInt16BE();
  if (number < FIRST_CHANNEL || number > lastChannel) return { error: 400 };
  // An address of a family that the allocation has (section 12.2, and 443 in section 19).
  if (!allocation.relayOf(familyOf(peer.ip))) return { error: 443 };
  // 3. A number that does not stand for another peer.
  const bound = allocation.channel(number);
  if (bound && (bound.peer.ip !== peer.ip || bound.peer.port !== peer.port)) return { error: 400 };
  // 4. A peer that has no other number.
  const other = allocation.channelOf(peer);
  if (other && other.number !== number) return { error: 400 };
  // 5. A peer that may be reached.
  if (!filter.mayReach(peer)) return { error: 403 };
  // 6. Capacity.
  if (!bound && !allocation.hasRoomForChannel) return { error: 508 };
  if (!allocation.hasRoomForPermissions([peer.ip])) return { error: 508 };

  allocation.bind(number, peer, now());
  return { attributes: [] };
}
