import { Allocation } from '../allocation/Allocation.ts';
import type { Relay, RelayRequest } from '../allocation/ports.ts';
import type { Family } from '../ip.ts';
import { AttributeType, type ErrorCode } from '../stun/codes.ts';
import { encodeAddressErrorCode } from '../stun/errorCode.ts';
import type { Attribute } from '../stun/StunMessage.ts';
import { encodeXorAddress } from '../stun/xorAddress.ts';
import { encodeLifetime, familyNumbers, readFamily, readLifetime } from './readAttributes.ts';
import type { AuthenticRequest, Reply, RequestContext } from './RequestContext.ts';

const UDP = 17;

/** What an Allocate asks for, once it has been checked. */
interface Wish {
  families: readonly Family[];
  even: RelayRequest['even'];
  reserved: Relay | undefined;
  lifetime: number;
}

/** Allocate (RFC 8656, section 7.2). Undefined: no answer. */
export async function allocate(
  request: AuthenticRequest,
  context: RequestContext,
): Promise<Reply | undefined> {
  const { client, credential, message } = request;
  const { table } = context;
  const { transactionId } = message;

  // 1. Authentication: done before.
  // 2. An allocation on this 5-tuple: the same answer to the same transaction, 437 to another.
  const pending = table.pending(client.fiveTuple);
  if (pending) {
    if (!pending.transactionId.equals(transactionId)) return { error: 437 };
    await pending.settled;
  }
  const present = allocationOf(request, context);
  if (present) {
    return present.transactionId.equals(transactionId) && present.reply
      ? { attributes: present.reply }
      : { error: 437 };
  }
  // The first transmission was refused, and has its answer.
  if (pending) return undefined;

  // A port that another process has put aside: the answer comes from there, and the allocation is there.
  const token = message.get(AttributeType.reservationToken);
  if (context.siblings?.passOnTo(token?.[0], client.fiveTuple, message.bytes)) return undefined;

  const wish = readWish(request, context);
  if (typeof wish === 'number') return { error: wish };

  // 10. Quotas.
  const place = table.reserve(client.fiveTuple, credential.user, transactionId);
  if (!place) {
    wish.reserved?.close();
    return { error: 486 };
  }
  const opened = await openRelays(wish, context);
  if (place.isCancelled || opened.relays.length === 0) {
    for (const relay of [...opened.relays, ...opened.spare]) relay.close();
    table.release(client.fiveTuple, credential.user);
    return place.isCancelled ? undefined : { error: 508 };
  }

  const allocation = new Allocation({
    client,
    ...credential,
    transactionId: place.transactionId,
    relays: opened.relays,
    limits: context.limits,
    expiresAt: context.now() + wish.lifetime * 1000,
    sendToPeer: context.traffic.sendToPeer,
    sendDataIndication: context.traffic.sendDataIndication,
    events: context.events,
  });
  allocation.reply = [
    ...opened.relays.map(({ address }): Attribute => [
      AttributeType.xorRelayedAddress,
      encodeXorAddress(address, transactionId),
    ]),
    ...opened.errors,
    [AttributeType.lifetime, encodeLifetime(wish.lifetime)],
    ...opened.spare.map((relay): Attribute => [
      AttributeType.reservationToken,
      context.reservations.put(relay, context.now()),
    ]),
    [AttributeType.xorMappedAddress, encodeXorAddress(client.fiveTuple.client, transactionId)],
  ];
  // Who is told of the relay may go to any process with it.
  await table.add(allocation);
  return { attributes: allocation.reply };
}

function allocationOf({ client }: AuthenticRequest, { table }: RequestContext): Allocation | undefined {
  const { listener, client: address } = client.fiveTuple;
  return table.find(listener, address.ip, address.port);
}

/** Steps 3 to 9 of section 7.2. */
function readWish({ message }: AuthenticRequest, context: RequestContext): Wish | ErrorCode {
  // 3. REQUESTED-TRANSPORT has to be there, and to be UDP.
  const transport = message.get(AttributeType.requestedTransport);
  if (transport?.length !== 4) return 400;
  if (transport.readUInt8() !== UDP) return 442;

  // 4. DONT-FRAGMENT is accepted, though the bit cannot be set.

  const token = message.get(AttributeType.reservationToken);
  const evenPort = message.get(AttributeType.evenPort);
  const requested = readFamily(message, AttributeType.requestedAddressFamily);
  const additional = readFamily(
    message,
    AttributeType.additionalAddressFamily,
    AttributeType.additionalAddressFamilyOfDraft,
  );
  const lifetime = readLifetime(message);
  if (lifetime === null || (evenPort && evenPort.length !== 1)) return 400;
  const isPair = evenPort !== undefined && evenPort.readUInt8() >= 0x80;

  // 5. A RESERVATION-TOKEN goes with nothing that says something else of the address.
  if (token && (evenPort || requested !== undefined || additional !== undefined)) return 400;
  // 6. Neither do both families go together.
  if (requested !== undefined && additional !== undefined) return 400;
  // 7. A family that is not there.
  if (requested === null || !context.relays.families.has(requested ?? 4)) {
    if (additional === undefined && !token) return 440;
  }
  // 9. ADDITIONAL-ADDRESS-FAMILY can only be IPv6, and without a reservation.
  if (additional !== undefined && (additional !== 6 || isPair)) return 400;

  // 8. EVEN-PORT with a reservation, for which there has to be room.
  if (isPair && context.reservations.isFull) return 508;

  const reserved = token && context.reservations.take(token);
  if (token && !reserved) return 508;
  return {
    families: additional ? [4, 6] : [requested ?? 4],
    even: evenPort && (isPair ? 'pair' : 'one'),
    reserved,
    // A new allocation of no time makes no sense; it gets the usual one.
    lifetime: lifetime || 600,
  };
}

interface OpenedRelays {
  relays: Relay[];
  /** The port above an even one, to be put aside. */
  spare: Relay[];
  errors: Attribute[];
}

async function openRelays(wish: Wish, { relays }: RequestContext): Promise<OpenedRelays> {
  if (wish.reserved) return { relays: [wish.reserved], spare: [], errors: [] };
  const opened: OpenedRelays = { relays: [], spare: [], errors: [] };
  for (const family of wish.families) {
    const code = relays.families.has(family) ? 508 : 440;
    try {
      if (code === 440) throw new RangeError('no relay of this family');
      const [relay, ...spare] = await relays.open({ family, ...(wish.even && { even: wish.even }) });
      if (relay) opened.relays.push(relay);
      opened.spare.push(...spare);
    } catch {
      opened.errors.push([
        AttributeType.addressErrorCode,
        encodeAddressErrorCode(familyNumbers[family], code),
      ]);
    }
  }
  return opened;
}
