import { once } from 'node:events';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { KeyPair } from '../net/KeyPair.ts';
import { selfSigned } from './selfSigned.ts';

const SIGNATURE = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');

interface HttpsBehindOptions {
  ip: string;
  port?: number;
  pair?: KeyPair;
  allowHalfOpen?: boolean;
  /** Unless it does something else, it serves a page. */
  configure?: (web: Http2SecureServer) => void;
}

/** A web server with TLS of its own, HTTP/2, and the PROXY protocol before all of it. */
export class HttpsBehind {
  /** What the PROXY headers said: who, and where to. */
  readonly clients: string[] = [];
  readonly sockets: Socket[] = [];
  readonly #server: Server;

  private constructor(allowHalfOpen: boolean, web: Http2SecureServer) {
    this.#server = createServer({ allowHalfOpen }, (socket) => {
      this.sockets.push(socket);
      socket.on('error', () => {});
      socket.once('data', (bytes: Buffer) => {
        socket.pause();
        socket.unshift(this.#takeHeader(bytes));
        web.emit('connection', socket);
      });
    });
  }

  static async start({
    ip,
    port = 0,
    pair = selfSigned('meet.example'),
    allowHalfOpen = false,
    configure = servePage,
  }: HttpsBehindOptions): Promise<HttpsBehind> {
    const web = createSecureServer({ ...pair, allowHTTP1: true });
    configure(web);
    const behind = new HttpsBehind(allowHalfOpen, web);
    behind.#server.listen(port, ip);
    await once(behind.#server, 'listening');
    return behind;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
  }

  /** @returns What follows it. */
  #takeHeader(bytes: Buffer): Buffer {
    const isIPv4 = bytes[13] === 0x11;
    const size = isIPv4 ? 4 : 16;
    const end = 16 + bytes.readUInt16BE(14);
    if (!bytes.subarray(0, 12).equals(SIGNATURE) || bytes[12] !== 0x21 || end !== 20 + 2 * size) {
      throw new Error('no header of the PROXY protocol');
    }
    const ipAt = (at: number) => bytes.subarray(at, at + size).join('.');
    const from = `${ipAt(16)} ${bytes.readUInt16BE(end - 4)}`;
    this.clients.push(`${from} to ${ipAt(16 + size)} ${bytes.readUInt16BE(end - 2)}`);
    return bytes.subarray(end);
  }
}

function servePage(web: Http2SecureServer): void {
  web.on('request', (_request, response) => response.end('a page'));
}
