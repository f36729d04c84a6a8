// A server on sockets of this machine, and clients of it. All of them end with the test that made them.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { Method } from '../stun/codes.ts';
import { StunMessage, type Attribute } from '../stun/StunMessage.ts';
import { TurnServer, type TurnOptions } from '../TurnServer.ts';
import type { FakeClock } from './FakeClock.ts';
import { TestServer, testOptions, udp } from './TestServer.ts';

export const ip = '127.0.0.1';
export const bindingRequest = new TestServer().client().bytes(Method.binding);

export function serverWith(clock: FakeClock, changes: Partial<TurnOptions> = {}): TurnServer {
  const options = testOptions(clock);
  const server = new TurnServer({
    ...options,
    relay: { addresses: [{ ip, external: ip }], ports: { from: 29_000, to: 29_999 } },
    peers: { ...options.peers, allowed: [{ ip, from: 1024, to: 65_535 }], own: [ip] },
    ...changes,
  });
  onTestFinished(() => server.close());
  return server;
}

export async function tcpTo(port: number): Promise<Socket> {
  const socket = connect({ host: ip, port });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

export async function tlsTo(port: number): Promise<TLSSocket> {
  const socket = connectTls({ host: ip, port, rejectUnauthorized: false });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

/** Writes requests in turn, and reads an answer for each. */
export class Wire {
  readonly #socket: Socket;
  readonly #client = new TestServer().client();

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => {});
  }

  async ask(bytes: Buffer): Promise<StunMessage | undefined> {
    this.#socket.write(bytes);
    const [answer] = (await once(this.#socket, 'data')) as [Buffer];
    return StunMessage.parse(answer);
  }

  async allocate(...attributes: Attribute[]): Promise<StunMessage | undefined> {
    const challenge = await this.ask(this.#client.bytes(Method.allocate, [udp]));
    const nonce = challenge?.get(0x0015) ?? Buffer.alloc(0);
    return this.ask(this.#client.signedBytes(Method.allocate, [udp, ...attributes], {}, nonce));
  }
}
