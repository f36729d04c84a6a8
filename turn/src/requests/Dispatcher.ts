import type { Client } from '../allocation/ports.ts';
import { CHANNEL_HEADER_LENGTH, channelDataLength } from '../stun/channelData.ts';
import { AttributeType, MessageClass, Method } from '../stun/codes.ts';
import { encodeMessage } from '../stun/encodeMessage.ts';
import { encodeErrorCode } from '../stun/errorCode.ts';
import { StunMessage, type Attribute } from '../stun/StunMessage.ts';
import { allocate } from './allocate.ts';
import { authenticate } from './authenticate.ts';
import { binding } from './binding.ts';
import { channelBind } from './channelBind.ts';
import { createPermission } from './createPermission.ts';
import { refresh } from './refresh.ts';
import type { AuthenticRequest, Credential, Reply, RequestContext } from './RequestContext.ts';
import { send } from './send.ts';

const software: Attribute = [AttributeType.software, Buffer.from('Parley')];
const knownTypes = new Set<number>(Object.values(AttributeType));
const FIRST_OPTIONAL_TYPE = 0x8000;

/** Takes what clients send, and sees that it is answered. Nothing that comes in makes it throw. */
export class Dispatcher {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /** ChannelData from a client, given by the parts of its 5-tuple so that a packet needs no object. */
  channelData(listener: number, ip: string, port: number, frame: Buffer): void {
    const { events, table } = this.#context;
    try {
      const allocation = table.find(listener, ip, port);
      const length = channelDataLength(frame);
      if (!allocation) events.dropped?.('noAllocation');
      else if (length < 0) events.dropped?.('malformed');
      else {
        const number = ((frame[0] as number) << 8) | (frame[1] as number);
        allocation.sendOnChannel(number, frame, CHANNEL_HEADER_LENGTH, CHANNEL_HEADER_LENGTH + length);
      }
    } catch (error) {
      events.failed?.(error);
    }
  }

  /** A STUN message from a client. */
  message(bytes: Buffer, client: Client): void {
    const { events } = this.#context;
    try {
      const message = StunMessage.parse(bytes);
      if (!message) events.dropped?.('malformed');
      else if (message.messageClass === MessageClass.request) this.#request(message, client);
      else if (message.messageClass === MessageClass.indication && message.method === Method.send) {
        this.#send(message, client);
      } else events.dropped?.('notForUs');
    } catch (error) {
      events.failed?.(error);
    }
  }

  #send(message: StunMessage, client: Client): void {
    const { events } = this.#context;
    const allocation = this.#allocationOf(client);
    // RFC 8489, section 6.3.2: an indication with an unknown required attribute is dropped.
    if (unknownRequired(message).length > 0) events.dropped?.('malformed');
    else if (!allocation) events.dropped?.('noAllocation');
    else send(message, allocation, this.#context);
  }

  #request(message: StunMessage, client: Client): void {
    if (message.method === Method.binding) {
      const refusal = refuseUnknown(message);
      if (!refusal || this.#mayAnswer(client))
        this.#answer(message, client, refusal ?? binding(message, client));
      return;
    }
    if (!isTurnMethod(message.method)) {
      this.#context.events.dropped?.('notForUs');
      return;
    }
    const { credential, refusal } = authenticate(message, client, this.#context);
    if (refusal) {
      if (this.#mayAnswer(client)) this.#answer(message, client, refusal);
      return;
    }
    const unknown = refuseUnknown(message);
    if (unknown) {
      this.#answer(message, client, unknown, credential);
      return;
    }
    const request = { message, client, credential };
    if (message.method !== Method.allocate) {
      this.#answer(message, client, this.#onAllocation(request), credential);
      return;
    }
    allocate(request, this.#context).then(
      (reply) => {
        if (reply) this.#answer(message, client, reply, credential);
      },
      (error: unknown) => {
        this.#context.events.failed?.(error);
      },
    );
  }

  /** The requests that need an allocation. */
  #onAllocation(request: AuthenticRequest): Reply {
    const allocation = this.#allocationOf(request.client);
    if (!allocation) return { error: 437 };
    switch (request.message.method) {
      case Method.refresh:
        return refresh(request, allocation, this.#context);
      case Method.createPermission:
        return createPermission(request, allocation, this.#context);
      default:
        return channelBind(request, allocation, this.#context);
    }
  }

  #allocationOf({ fiveTuple: { listener, client } }: Client) {
    return this.#context.table.find(listener, client.ip, client.port);
  }

  /** Answers to strangers are few, as their addresses may be forged. */
  #mayAnswer({ fiveTuple }: Client): boolean {
    const { events, now, rateLimit } = this.#context;
    const isAllowed = rateLimit.take(fiveTuple.client.ip, now());
    if (!isAllowed) events.dropped?.('rateLimited');
    return isAllowed;
  }

  #answer(message: StunMessage, client: Client, reply: Reply, credential?: Credential): void {
    const { method, transactionId, hasFingerprint } = message;
    const isError = reply.error !== undefined;
    const error: Attribute[] = isError ? [[AttributeType.errorCode, encodeErrorCode(reply.error)]] : [];
    client.send(
      encodeMessage({
        method,
        messageClass: isError ? MessageClass.error : MessageClass.success,
        transactionId,
        attributes: [...error, ...(reply.attributes ?? []), software],
        key: credential?.key,
        fingerprint: hasFingerprint,
      }),
    );
    this.#context.events.answered?.(reply.error);
  }
}

function isTurnMethod(method: number): boolean {
  return (
    method === Method.allocate ||
    method === Method.refresh ||
    method === Method.createPermission ||
    method === Method.channelBind
  );
}

function unknownRequired(message: StunMessage): number[] {
  const types = message.attributes.map(([type]) => type);
  return [...new Set(types.filter((type) => type < FIRST_OPTIONAL_TYPE && !knownTypes.has(type)))];
}

/** RFC 8489, section 6.3.1: unknown required attributes get 420, with their types. */
function refuseUnknown(message: StunMessage): Reply | undefined {
  const unknown = unknownRequired(message);
  if (unknown.length === 0) return undefined;
  const value = Buffer.alloc(2 * unknown.length);
  for (const [index, type] of unknown.entries()) value.writeUInt16BE(type, 2 * index);
  return { error: 420, attributes: [[AttributeType.unknownAttributes, value]] };
}
