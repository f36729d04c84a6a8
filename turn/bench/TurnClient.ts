import { createHmac } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { udpCarrier } from '../src/client/TurnCarrier.ts';
import { TurnClient as Client } from '../src/client/TurnClient.ts';
import type { Address } from '../src/ip.ts';

export const loopback = '127.0.0.1';
export const secret = 'the secret of the benchmark';
export const realm = 'bench';
export const BUFFER_SIZE = 1 << 20;
/** Milliseconds: on this machine an answer comes at once or never. */
const ANSWER_LIMIT = 5_000;

const username = `${Math.floor(Date.now() / 1000) + 86_400}:bench`;
const password = createHmac('sha1', secret).update(username).digest('base64');

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
  readonly #client: Client;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.#client = new Client(udpCarrier(socket), { username, password }, ANSWER_LIMIT);
  }

  static async to(port: number, from?: string): Promise<TurnClient> {
    return new TurnClient(await socketTo(port, from));
  }

  /** The whole handshake, with its challenge. Resolves to the relayed address. */
  allocate(): Promise<Address> {
    return this.#client.allocate();
  }

  bind(channel: number, peer: Address): Promise<void> {
    return this.#client.bindChannel(channel, peer);
  }

  release(): Promise<void> {
    return this.#client.release();
  }
}
