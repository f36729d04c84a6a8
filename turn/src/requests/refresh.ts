import { AttributeType } from '../stun/codes.ts';
import { encodeLifetime, readFamily, readLifetime } from './readAttributes.ts';
import type { AuthenticRequest, Reply, RequestContext } from './RequestContext.ts';
import type { Allocation } from '../allocation/Allocation.ts';

/** Refresh (RFC 8656, section 8.2). */
export function refresh(
  { message }: AuthenticRequest,
  allocation: Allocation,
  { now, table }: RequestContext,
): Reply {
  // 1. REQUESTED-ADDRESS-FAMILY names a relayed address that there is; otherwise 443.
  const family = readFamily(message, AttributeType.requestedAddressFamily);
  const relay = family ? allocation.relayOf(family) : undefined;
  if (family !== undefined && !relay) return { error: 443 };

  // 2. LIFETIME: 0 deletes the allocation, or the one address of it that was named.
  const lifetime = readLifetime(message);
  if (lifetime === null) return { error: 400 };
  if (lifetime === 0) table.close(allocation, relay && [relay]);
  else allocation.expiresAt = now() + lifetime * 1000;
  return { attributes: [[AttributeType.lifetime, encodeLifetime(lifetime)]] };
}
