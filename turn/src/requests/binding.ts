import type { Client } from '../allocation/ports.ts';
import { AttributeType } from '../stun/codes.ts';
import type { StunMessage } from '../stun/StunMessage.ts';
import { encodeXorAddress } from '../stun/xorAddress.ts';
import type { Reply } from './RequestContext.ts';

/** Binding (RFC 8489, section 6.3.1): tells a client under which address it is seen. It needs no credential. */
export function binding(message: StunMessage, client: Client): Reply {
  const mapped = encodeXorAddress(client.fiveTuple.client, message.transactionId);
  return { attributes: [[AttributeType.xorMappedAddress, mapped]] };
}
