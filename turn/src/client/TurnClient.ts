import { randomBytes, type KeyObject } from 'node:crypto';
import type { Address, Family } from '../ip.ts';
import {
  CHANNEL_HEADER_LENGTH,
  channelDataLength,
  looksLikeChannelData,
  writeChannelData,
} from '../stun/channelData.ts';
import { AttributeType, MessageClass, Method } from '../stun/codes.ts';
import { encodeMessage } from '../stun/encodeMessage.ts';
import { longTermKey } from '../stun/integrity.ts';
import { StunMessage, type Attribute } from '../stun/StunMessage.ts';
import { decodeXorAddress, encodeXorAddress } from '../stun/xorAddress.ts';
import type { TurnCarrier } from './TurnCarrier.ts';

/** Milliseconds until a request over UDP is sent again, as RFC 8489 section 6.2.1 has it; doubled each time. */
const FIRST_TIMEOUT = 500;
const udp: Attribute = [AttributeType.requestedTransport, Buffer.from([17, 0, 0, 0])];

export interface TurnCredential {
  readonly username: string;
  readonly password: string;
}

/** The server said no. */
export class TurnRefusal extends Error {
  /** RFC 8489, section 14.8, and RFC 8656, section 19. */
  readonly code: number;

  constructor(code: number, reason: string) {
    super(`${code} ${reason}`.trim());
    this.code = code;
  }
}

/** The server said nothing in time. */
export class NoAnswer extends Error {}

interface Request {
  readonly resolve: (answer: StunMessage) => void;
  readonly reject: (error: Error) => void;
}

/** A client of a TURN server (RFC 8656) with one allocation. */
export class TurnClient {
  /** Hears what peers send by a channel. */
  onData: (channel: number, data: Buffer) => void = () => {};
  readonly #carrier: TurnCarrier;
  readonly #credential: TurnCredential;
  readonly #limit: number;
  readonly #requests = new Map<string, Request>();
  #realm = '';
  #nonce: Buffer = Buffer.alloc(0);
  #key: KeyObject | undefined;

  /** @param limit Milliseconds for which an answer is waited for. */
  constructor(carrier: TurnCarrier, credential: TurnCredential, limit: number) {
    this.#carrier = carrier;
    this.#credential = credential;
    this.#limit = limit;
    carrier.onFrame = (frame) => this.#received(frame);
    carrier.onEnd = (reason) => {
      for (const { reject } of this.#requests.values()) reject(reason);
    };
  }

  /** The address that the server sees the client at. It needs no credential. */
  async bind(): Promise<Address> {
    const answer = await this.#ask(Method.binding, () => []);
    return addressIn(answer, AttributeType.xorMappedAddress);
  }

  /**
   * The relayed address.
   * @throws {TurnRefusal} 401 where the credential is not the server's.
   */
  async allocate(family: Family = 4): Promise<Address> {
    const wanted: Attribute[] = [udp];
    if (family === 6) wanted.push([AttributeType.requestedAddressFamily, Buffer.from([2, 0, 0, 0])]);
    const challenge = await this.#ask(Method.allocate, () => wanted).catch((error: unknown) => error);
    if (!(challenge instanceof Challenge)) throw refused(challenge);
    this.#realm = challenge.realm;
    this.#nonce = challenge.nonce;
    const { username, password } = this.#credential;
    this.#key = longTermKey(username, this.#realm, password);
    const answer = await this.#ask(Method.allocate, () => wanted);
    return addressIn(answer, AttributeType.xorRelayedAddress);
  }

  /** Lets a peer send to the client, whatever its port. @throws {TurnRefusal} 403 for one that it relays nothing to. */
  async permit(ip: string): Promise<void> {
    await this.#ask(Method.createPermission, (id) => [peerAttribute({ ip, port: 0 }, id)]);
  }

  /** @throws {TurnRefusal} 403 for a peer that it relays nothing to. */
  async bindChannel(channel: number, peer: Address): Promise<void> {
    const number = Buffer.alloc(4);
    number.writeUInt16BE(channel);
    await this.#ask(Method.channelBind, (id) => [
      [AttributeType.channelNumber, number],
      peerAttribute(peer, id),
    ]);
  }

  sendByChannel(channel: number, data: Buffer): void {
    const frame = Buffer.alloc(CHANNEL_HEADER_LENGTH + data.length);
    writeChannelData(frame, channel, data, 0, data.length);
    this.#carrier.send(frame);
  }

  /** Refresh with a lifetime of 0. */
  async release(): Promise<void> {
    await this.#ask(Method.refresh, () => [[AttributeType.lifetime, Buffer.alloc(4)]]);
  }

  close(): void {
    this.#carrier.close();
  }

  /** @throws {TurnRefusal} @throws {NoAnswer} */
  async #ask(
    method: number,
    attributesOf: (transactionId: Buffer) => readonly Attribute[],
  ): Promise<StunMessage> {
    const transactionId = randomBytes(12);
    const attributes = [...attributesOf(transactionId), ...this.#signature()];
    const messageClass = MessageClass.request;
    const bytes = encodeMessage({ method, messageClass, transactionId, attributes, key: this.#key });
    const answer = await this.#answerTo(bytes, transactionId.toString('hex'));
    if (answer.messageClass === MessageClass.success) return answer;
    throw refusalIn(answer, this.#key === undefined);
  }

  #signature(): Attribute[] {
    if (!this.#key) return [];
    return [
      [AttributeType.username, Buffer.from(this.#credential.username)],
      [AttributeType.realm, Buffer.from(this.#realm)],
      [AttributeType.nonce, this.#nonce],
    ];
  }

  async #answerTo(bytes: Buffer, id: string): Promise<StunMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<StunMessage>();
    this.#requests.set(id, { resolve, reject });
    const limit = setTimeout(() => reject(new NoAnswer('no answer')), this.#limit);
    let again: NodeJS.Timeout | undefined;
    const send = (timeout: number) => {
      this.#carrier.send(bytes);
      if (!this.#carrier.isReliable) again = setTimeout(() => send(timeout * 2), timeout);
    };
    send(FIRST_TIMEOUT);
    try {
      return await promise;
    } finally {
      clearTimeout(limit);
      clearTimeout(again);
      this.#requests.delete(id);
    }
  }

  #received(frame: Buffer): void {
    if (looksLikeChannelData(frame[0])) {
      const length = channelDataLength(frame);
      const data = frame.subarray(CHANNEL_HEADER_LENGTH, CHANNEL_HEADER_LENGTH + length);
      if (length >= 0) this.onData(frame.readUInt16BE(0), data);
      return;
    }
    // Most messages of a client under load are none of its: looking at the id alone costs less.
    const request = this.#requests.get(frame.toString('hex', 8, 20));
    const answer = request && StunMessage.parse(frame);
    if (answer) request.resolve(answer);
  }
}

/** What the server wants a credential for. */
class Challenge extends TurnRefusal {
  readonly realm: string;
  readonly nonce: Buffer;

  constructor(realm: string, nonce: Buffer) {
    super(401, 'a credential is needed');
    this.realm = realm;
    this.nonce = nonce;
  }
}

function refusalIn(answer: StunMessage, isFirst: boolean): TurnRefusal {
  const value = answer.get(AttributeType.errorCode);
  const code = value && value.length >= 4 ? value.readUInt8(2) * 100 + value.readUInt8(3) : 0;
  const realm = answer.get(AttributeType.realm);
  const nonce = answer.get(AttributeType.nonce);
  // A copy: what was read is a view of the bytes that came.
  if (isFirst && code === 401 && realm && nonce) return new Challenge(realm.toString(), Buffer.from(nonce));
  return new TurnRefusal(code, value?.toString('utf8', 4) ?? 'an error without a code');
}

function refused(outcome: unknown): unknown {
  return outcome instanceof Error ? outcome : new TurnRefusal(0, 'an Allocate without a credential');
}

function peerAttribute(peer: Address, transactionId: Buffer): Attribute {
  return [AttributeType.xorPeerAddress, encodeXorAddress(peer, transactionId)];
}

function addressIn(answer: StunMessage, type: number): Address {
  const value = answer.get(type);
  const address = value && decodeXorAddress(value, answer.transactionId);
  if (!address) throw new TurnRefusal(0, 'an answer without an address');
  return address;
}
