import type { Allocation } from '../allocation/Allocation.ts';
import { familyOf } from '../ip.ts';
import { readPeers } from './readAttributes.ts';
import type { AuthenticRequest, Reply, RequestContext } from './RequestContext.ts';

/** CreatePermission (RFC 8656, section 10.2): for all of the addresses, or for none. */
export function createPermission(
  { message }: AuthenticRequest,
  allocation: Allocation,
  { filter, now }: RequestContext,
): Reply {
  // 1. At least one XOR-PEER-ADDRESS, and all of them well-formed.
  const peers = readPeers(message);
  if (!peers || peers.length === 0) return { error: 400 };
  // 2. Addresses of a family that the allocation has.
  if (peers.some(({ ip }) => !allocation.relayOf(familyOf(ip)))) return { error: 443 };
  // 3. Addresses that may be reached.
  if (!peers.every(({ ip }) => filter.mayPermit(ip))) return { error: 403 };
  // 4. Capacity.
  if (!allocation.hasRoomForPermissions(peers.map(({ ip }) => ip))) return { error: 508 };

  for (const { ip } of peers) allocation.permit(ip, now());
  return { attributes: [] };
}
