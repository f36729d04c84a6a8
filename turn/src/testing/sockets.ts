// A server on sockets of this machine, and clients of it. All of them end with the test that made them.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Address } from '../ip.ts';
import { Method } from '../stun/codes.ts';
import { StunMessage, type Attribute } from '../stun/StunMessage.ts';
import { TurnServer, type TurnOptions } from '../TurnServer.ts';
import type { FakeClock } from './FakeClock.ts';
import { HttpsBehind } from './HttpsBehind.ts';
import { TestServer, testOptions, udp, type TestClient } from './TestServer.ts';

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

/** A web server of which it is told where connections come from. */
export async function httpsBehind(
  options: Partial<Parameters<typeof HttpsBehind.start>[0]> = {},
): Promise<HttpsBehind> {
  const behind = await HttpsBehind.start({ ip, ...options });
  onTestFinished(() => {
    behind.close();
  });
  return behind;
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

/** The same over UDP, to one port or another. */
export class UdpWire {
  readonly client: TestClient;
  readonly #socket = createSocket('udp4');
  #nonce: Buffer = Buffer.alloc(0);

  constructor() {
    this.client = new TestServer().client();
    onTestFinished(() => void this.#socket.close());
  }

  send(bytes: Buffer, port: number): void {
    this.#socket.send(bytes, port, ip);
  }

  async next(): Promise<Buffer> {
    const [bytes] = (await once(this.#socket, 'message')) as [Buffer];
    return bytes;
  }

  async ask(method: number, attributes: readonly Attribute[], port: number): Promise<StunMessage> {
    if (this.#nonce.length === 0) {
      this.send(this.client.bytes(Method.allocate, [udp]), port);
      this.#nonce = StunMessage.parse(await this.next())?.get(0x0015) ?? Buffer.alloc(0);
    }
    this.send(this.client.signedBytes(method, attributes, {}, this.#nonce), port);
    const answer = StunMessage.parse(await this.next());
    if (!answer) throw new Error('no answer');
    return answer;
  }

  allocate(port: number, ...attributes: Attribute[]): Promise<StunMessage> {
    return this.ask(Method.allocate, [udp, ...attributes], port);
  }

  /** Binds channel 0x4000. */
  bind(peer: Address, port: number): Promise<StunMessage> {
    const number: Attribute = [0x000c, Buffer.from('40000000', 'hex')];
    return this.#nonce.length === 0
      ? Promise.reject(new Error('no allocation'))
      : this.ask(Method.channelBind, [number, this.client.peer(peer)], port);
  }

  get local(): Address {
    return { ip, port: this.#socket.address().port };
  }
}
