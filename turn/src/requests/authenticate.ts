// The long-term credential mechanism (RFC 8489, section 9.2.4).
import type { Client } from '../allocation/ports.ts';
import { AttributeType, type ErrorCode } from '../stun/codes.ts';
import { hasValidIntegrity } from '../stun/integrity.ts';
import type { StunMessage } from '../stun/StunMessage.ts';
import type { Credential, Refusal, RequestContext } from './RequestContext.ts';

export type Authentication =
  { credential: Credential; refusal?: undefined } | { credential?: undefined; refusal: Refusal };

export function authenticate(message: StunMessage, client: Client, context: RequestContext): Authentication {
  const { credentials, nonces, table } = context;
  const { listener, client: address } = client.fiveTuple;
  const now = context.now();
  const challenge = (error: ErrorCode): Authentication => ({
    refusal: {
      error,
      attributes: [
        [AttributeType.realm, Buffer.from(credentials.realm)],
        [AttributeType.nonce, nonces.make(address, now)],
      ],
    },
  });

  // 1. No MESSAGE-INTEGRITY: 401, with what the client needs to try again.
  if (message.integrityAt === undefined) return challenge(401);

  // 2. MESSAGE-INTEGRITY without USERNAME, REALM or NONCE: 400.
  const username = message.get(AttributeType.username);
  const realm = message.get(AttributeType.realm);
  const nonce = message.get(AttributeType.nonce);
  if (!username || !realm || !nonce) return { refusal: { error: 400 } };

  // 3. A NONCE that is not valid (any more): 438, with a new one.
  if (!nonces.isValid(nonce, address, now)) return challenge(438);

  // 4. A USERNAME that there is not: 401.
  const credential = credentials.of(username);
  if (!credential || realm.toString() !== credentials.realm) return challenge(401);

  // 5. A wrong MESSAGE-INTEGRITY: 401.
  if (!hasValidIntegrity(message.bytes, message.integrityAt, credential.key)) return challenge(401);

  // A username has its time. It has to be in it when an allocation is made, and not for as long as that lives.
  const allocation = table.find(listener, address.ip, address.port);
  if (!allocation && credential.expiresAt <= now) return challenge(401);

  // RFC 8656, section 5: all requests for an allocation come from who made it.
  if (allocation && allocation.username !== credential.username) {
    return { refusal: { error: 441 } };
  }
  return { credential };
}
