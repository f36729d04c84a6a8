import { createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { AttributeType, MessageClass, Method } from '../src/stun/codes.ts';
import { encodeMessage } from '../src/stun/encodeMessage.ts';
import { longTermKey } from '../src/stun/integrity.ts';
import { StunMessage, type Attribute } from '../src/stun/StunMessage.ts';
import { decodeXorAddress, encodeXorAddress } from '../src/stun/xorAddress.ts';
import type { Address } from '../src/ip.ts';

export const loopback = '127.0.0.1';
export const secret = 'the secret of the benchmark';
export const realm = 'bench';
export const BUFFER_SIZE = 1 << 20;
/** Milliseconds: on this machine an answer comes at once or never. */
const ANSWER_LIMIT = 5_000;

const username = `${Math.floor(Date.now() / 1000) + 86_400}:bench`;
const password = createHmac('sha1', secret).update(username).digest('base64');
const key = longTermKey(username, realm, password);
const udp: Attribute = [AttributeType.requestedTransport, Buffer.from([17, 0, 0, 0])];

/**
 * A socket to one port of this machine.
 * @param from One of its loopback addresses, of which it has many.
 */
export async function socketTo(port: number, from = loopback): Promise<Socket> {
  const socket = createSocket({
    type: 'udp4',
    recvBufferSize: BUFFER_SIZE,
    sendBufferSize: BUFFER_SIZE,
    // It is asked for addresses only.
    lookup: (host, _options, callback) => {
      callback(null, host, 4);
    },
  });
  socket.bind(0, from);
  const connected = once(socket, 'connect');
  socket.connect(port, loopback);
  await connected;
  return socket;
}

/** A client over UDP, one request at a time. */
export class TurnClient {
  readonly socket: Socket;
  #nonce: Buffer = Buffer.alloc(0);
  #pending: { transactionId: Buffer; resolve: (answer: StunMessage) => void } | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('message', (bytes) => {
      const transactionId = this.#pending?.transactionId;
      if (!transactionId || !bytes.subarray(8, 20).equals(transactionId)) return;
      const answer = StunMessage.parse(bytes);
      if (answer) this.#pending?.resolve(answer);
    });
  }

  static async to(port: number, from?: string): Promise<TurnClient> {
    return new TurnClient(await socketTo(port, from));
  }

  /** The whole handshake, with its challenge. Resolves to the relayed address. */
  async allocate(): Promise<Address> {
    const challenge = await this.#ask(Method.allocate, [udp], randomBytes(12), false);
    this.#nonce = Buffer.from(challenge.get(AttributeType.nonce) ?? []);
    const answer = await this.#request(Method.allocate, [udp]);
    const value = answer.get(AttributeType.xorRelayedAddress);
    const relayed = value && decodeXorAddress(value, answer.transactionId);
    if (!relayed) throw new Error('an Allocate without a relayed address');
    return relayed;
  }

  async bind(channel: number, peer: Address): Promise<void> {
    const number = Buffer.alloc(4);
    number.writeUInt16BE(channel);
    const transactionId = randomBytes(12);
    await this.#request(
      Method.channelBind,
      [
        [AttributeType.channelNumber, number],
        [AttributeType.xorPeerAddress, encodeXorAddress(peer, transactionId)],
      ],
      transactionId,
    );
  }

  /** Refresh with a lifetime of 0. */
  async release(): Promise<void> {
    await this.#request(Method.refresh, [[AttributeType.lifetime, Buffer.alloc(4)]]);
  }

  async #request(method: number, attributes: readonly Attribute[], transactionId = randomBytes(12)) {
    const answer = await this.#ask(method, attributes, transactionId, true);
    if (answer.messageClass === MessageClass.success) return answer;
    throw new Error(`method ${method} was refused: ${answer.get(AttributeType.errorCode)?.toString('hex')}`);
  }

  #ask(
    method: number,
    attributes: readonly Attribute[],
    transactionId: Buffer,
    isSigned: boolean,
  ): Promise<StunMessage> {
    const credential: Attribute[] = [
      [AttributeType.username, Buffer.from(username)],
      [AttributeType.realm, Buffer.from(realm)],
      [AttributeType.nonce, this.#nonce],
    ];
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`method ${method} has no answer`));
      }, ANSWER_LIMIT);
      const finish = (answer: StunMessage) => {
        clearTimeout(timer);
        this.#pending = undefined;
        resolve(answer);
      };
      this.#pending = { transactionId, resolve: finish };
      this.socket.send(
        encodeMessage({
          method,
          messageClass: MessageClass.request,
          transactionId,
          attributes: isSigned ? [...attributes, ...credential] : attributes,
          key: isSigned ? key : undefined,
        }),
      );
    });
  }
}
