import { createHmac } from 'node:crypto';
import type { Client } from '../allocation/ports.ts';
import type { Address } from '../ip.ts';
import { looksLikeChannelData, writeChannelData } from '../stun/channelData.ts';
import { AttributeType, MessageClass, Method } from '../stun/codes.ts';
import { encodeMessage, type OutgoingMessage } from '../stun/encodeMessage.ts';
import { longTermKey } from '../stun/integrity.ts';
import { StunMessage, type Attribute } from '../stun/StunMessage.ts';
import { decodeXorAddress, encodeXorAddress } from '../stun/xorAddress.ts';
import { composeDispatcher, type TurnOptions } from '../TurnServer.ts';
import { FakeClock } from './FakeClock.ts';
import { FakeRelays } from './FakeRelays.ts';

export const secret = 'a secret for tests';
export const media = { ip: '10.0.0.7', port: 20_000 };
export const media6 = { ip: '2001:db8::7', port: 20_000 };
export const udp: Attribute = [AttributeType.requestedTransport, Buffer.from([17, 0, 0, 0])];

/** The options that tests share. */
export function testOptions(clock: FakeClock, changes: Partial<TurnOptions> = {}): TurnOptions {
  return {
    realm: 'test',
    secret,
    nonceLifetime: 600,
    relay: { addresses: [], ports: { from: 50_000, to: 60_000 } },
    peers: {
      allowed: [
        { ip: media.ip, from: 20_000, to: 20_007 },
        { ip: media6.ip, from: 20_000, to: 20_007 },
      ],
      denied: [],
      isPublicAllowed: false,
      own: ['198.51.100.1', '2001:db8::1'],
      local: [],
    },
    limits: {
      allocationsPerUser: 3,
      allocations: 5,
      permissions: 4,
      channels: 3,
      maxConnections: 100,
      maxConnectionsPerAddress: 100,
      challengesPerSecond: 10,
    },
    lastChannel: 0x7ffe,
    clock,
    events: {},
    ...changes,
  };
}

/** A server without sockets. */
export class TestServer {
  readonly clock = new FakeClock();
  readonly relays = new FakeRelays();
  readonly failures: unknown[] = [];
  readonly drops: string[] = [];
  readonly #domain: ReturnType<typeof composeDispatcher>;
  #nextPort = 1000;

  constructor(changes: Partial<TurnOptions> = {}) {
    const events = {
      failed: (error: unknown) => this.failures.push(error),
      dropped: (reason: string) => this.drops.push(reason),
    };
    this.#domain = composeDispatcher(testOptions(this.clock, { events, ...changes }), this.relays);
    this.clock.every(1000, this.#domain.sweep);
  }

  get dispatcher() {
    return this.#domain.dispatcher;
  }

  get table() {
    return this.#domain.table;
  }

  client(address: Partial<Address> = {}): TestClient {
    this.#nextPort += 1;
    return new TestClient(this, { ip: '192.0.2.1', port: this.#nextPort, ...address });
  }
}

/** A client of a server without sockets: what it gets is kept. */
export class TestClient implements Client {
  readonly fiveTuple: { listener: number; client: Address };
  readonly received: Buffer[] = [];
  readonly #server: TestServer;
  #transactions = 0;
  #nonce: Buffer = Buffer.alloc(0);
  username: string;
  password: string;

  constructor(server: TestServer, address: Address) {
    this.#server = server;
    this.fiveTuple = { listener: 1, client: address };
    this.username = `${server.clock.now() / 1000 + 86_400}:alice`;
    this.password = passwordOf(this.username);
  }

  logInAs(username: string): void {
    this.username = username;
    this.password = passwordOf(username);
  }

  send(message: Buffer): void {
    this.received.push(message);
  }

  sendChannelData(channel: number, data: Buffer, start: number, end: number): void {
    const frame = Buffer.alloc(end - start + 4);
    writeChannelData(frame, channel, data, start, end);
    this.received.push(frame);
  }

  /** The bytes of a request as this client would send it, without a credential. */
  bytes(method: number, attributes: readonly Attribute[] = [], more: Partial<OutgoingMessage> = {}): Buffer {
    const transactionId = this.nextTransactionId();
    return encodeMessage({ method, messageClass: MessageClass.request, transactionId, attributes, ...more });
  }

  /** As `bytes`, with the credential and the nonce of the last challenge. */
  signedBytes(
    method: number,
    attributes: readonly Attribute[] = [],
    more: Partial<OutgoingMessage> = {},
    nonce = this.#nonce,
  ): Buffer {
    const credential: Attribute[] = [
      [AttributeType.username, Buffer.from(this.username)],
      [AttributeType.realm, Buffer.from('test')],
      [AttributeType.nonce, nonce],
    ];
    const key = longTermKey(this.username, 'test', this.password);
    return this.bytes(method, [...attributes, ...credential], { key, ...more });
  }

  nextTransactionId(): Buffer {
    this.#transactions += 1;
    return Buffer.from(String(this.#transactions).padStart(12, '0'));
  }

  /** Hands bytes to the server. The answers that came until the server had nothing more to do. */
  async deliver(...messages: Buffer[]): Promise<StunMessage[]> {
    const before = this.received.length;
    for (const bytes of messages) this.#server.dispatcher.message(bytes, this);
    await settle();
    return this.received.slice(before).flatMap((bytes) => StunMessage.parse(bytes) ?? []);
  }

  /** Takes a nonce, as a client does with its first request. */
  async challenge(): Promise<void> {
    const [answer] = await this.deliver(this.bytes(Method.allocate, [udp]));
    this.#nonce = answer?.get(AttributeType.nonce) ?? Buffer.alloc(0);
  }

  async request(method: number, attributes: readonly Attribute[] = []): Promise<StunMessage> {
    if (this.#nonce.length === 0) await this.challenge();
    const [answer] = await this.deliver(this.signedBytes(method, attributes));
    if (!answer) throw new Error('no answer');
    return answer;
  }

  allocate(...attributes: Attribute[]): Promise<StunMessage> {
    return this.request(Method.allocate, [udp, ...attributes]);
  }

  permit(...peers: Address[]): Promise<StunMessage> {
    return this.request(
      Method.createPermission,
      peers.map((peer) => this.peer(peer)),
    );
  }

  bind(number: number, peer: Address): Promise<StunMessage> {
    const value = Buffer.alloc(4);
    value.writeUInt16BE(number);
    return this.request(Method.channelBind, [[AttributeType.channelNumber, value], this.peer(peer)]);
  }

  async sendIndication(peer: Address, data: string, more: readonly Attribute[] = []): Promise<void> {
    const attributes = [this.peer(peer), [AttributeType.data, Buffer.from(data)] as const, ...more];
    await this.deliver(this.bytes(Method.send, attributes, { messageClass: MessageClass.indication }));
  }

  sendOnChannel(number: number, data: string): void {
    const frame = Buffer.alloc(4 + data.length);
    writeChannelData(frame, number, Buffer.from(data), 0, data.length);
    const { listener, client } = this.fiveTuple;
    this.#server.dispatcher.channelData(listener, client.ip, client.port, frame);
  }

  /** The data of peers that came since the last time, as text with the channel or the peer it came by. */
  takeData(): string[] {
    return this.received.splice(0).flatMap((bytes) => {
      if (looksLikeChannelData(bytes[0])) {
        return [`0x${bytes.readUInt16BE(0).toString(16)} ${bytes.toString('latin1', 4)}`];
      }
      const message = StunMessage.parse(bytes);
      if (message?.method !== Method.data) return [];
      const { ip = '', port = 0 } = addressIn(message, AttributeType.xorPeerAddress) ?? {};
      return [`${ip} ${port} ${message.get(AttributeType.data)?.toString() ?? ''}`];
    });
  }

  /** An XOR-PEER-ADDRESS; its mask of IPv6 depends on the transaction, whose id is the next one. */
  peer(address: Address): Attribute {
    const next = Buffer.from(String(this.#transactions + 1).padStart(12, '0'));
    return [AttributeType.xorPeerAddress, encodeXorAddress(address, next)];
  }
}

function passwordOf(username: string): string {
  return createHmac('sha1', secret).update(username).digest('base64');
}

export function addressIn(message: StunMessage, type: number): Address | undefined {
  const value = message.get(type);
  return value && decodeXorAddress(value, message.transactionId);
}

/** 0 for a success. */
export function errorOf(message: StunMessage | undefined): number | undefined {
  const value = message?.get(AttributeType.errorCode);
  return value ? value.readUInt8(2) * 100 + value.readUInt8(3) : message && 0;
}

export function lifetimeOf(message: StunMessage): number | undefined {
  return message.get(AttributeType.lifetime)?.readUInt32BE();
}

/** Everything that waits for nothing but a turn of the loop is done. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
