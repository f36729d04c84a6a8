import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import type { AllocationTable } from '../allocation/AllocationTable.ts';
import type { FiveTuple } from '../allocation/FiveTuple.ts';
import { familyOf, type Address } from '../ip.ts';
import type { Dispatcher } from '../requests/Dispatcher.ts';
import type { TurnEvents } from '../TurnEvents.ts';
import { ClientHelloReader } from './ClientHelloReader.ts';
import type { KeyPair } from './KeyPair.ts';
import { passOn, type Upstream } from './passOn.ts';
import { proxyHeader } from './proxyHeader.ts';
import { StreamConnection } from './StreamConnection.ts';

/** How long a TLS handshake may take, and a connection be silent that has no allocation. */
const HANDSHAKE_TIMEOUT = 10_000;
const IDLE_TIMEOUT = 30_000;
/** After this silence the system asks whether the other side is still there. */
const KEEP_ALIVE_DELAY = 60_000;
/** The first byte of a STUN message is below (RFC 7983). ChannelData cannot come first, and HTTP begins with a letter. */
const STUN_END = 4;
/** By these names (RFC 7301) browsers ask for a web page, and certificate authorities for a proof (RFC 8737). */
const webProtocols: ReadonlySet<string> = new Set(['h2', 'http/1.1', 'acme-tls/1']);

export interface StreamListenerOptions {
  /** Its number in 5-tuples. */
  listener: number;
  address: Address;
  /** Lets several processes have it; the system gives each connection to one of them. */
  reusePort: boolean;
  /** Undefined: plain TCP. */
  tls?: StreamTls | undefined;
  maxConnections: number;
  maxConnectionsPerAddress: number;
}

export interface StreamTls {
  /** Undefined: it is still to come, and until then no handshake succeeds. */
  pair: KeyPair | undefined;
  /** Where connections go whose first decrypted byte is none of STUN: a web server without TLS that shares the port. */
  httpUpstream?: Upstream | undefined;
  /**
   * Where connections go as they are, opened by nobody on the way, whose ClientHello asks for a protocol of the web: a web
   * server with TLS of its own that shares the port. It takes the PROXY protocol.
   */
  httpsUpstream?: Upstream | undefined;
}

interface Surroundings {
  dispatcher: Dispatcher;
  table: AllocationTable;
  events: TurnEvents;
  now: () => number;
}

/** A TCP port for clients, with or without TLS. */
export class StreamListener {
  readonly #options: StreamListenerOptions;
  readonly #surroundings: Surroundings;
  readonly #server: Server;
  /** It has no port: it is given the connections that are for it. */
  readonly #tls: TlsServer | undefined;
  /** All that is open, also before its handshake. */
  readonly #sockets = new Set<Socket>();
  readonly #countByIp = new Map<string, number>();
  /** Those whose TLS handshake is not done, by the address of the client, with the time of their beginning. */
  readonly #handshakes = new Map<string, { socket: Socket; since: number }>();
  /** The connections of TURN clients, with the time of their last byte. */
  readonly #lastHeard = new Map<Socket, { fiveTuple: FiveTuple; at: number }>();

  private constructor(options: StreamListenerOptions, surroundings: Surroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
    const onClient = (socket: Socket) => {
      this.#takeClient(socket);
    };
    const { tls } = options;
    this.#tls = tls && createTlsServer({ ...tls.pair }, onClient);
    // A handshake that failed: the client's doing, and its end.
    this.#tls?.on('tlsClientError', (_error, socket: Socket) => {
      socket.destroy();
    });
    this.#server = createTcpServer({
      // Who has sent all of a web request may still await the answer.
      allowHalfOpen: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_DELAY,
    });
    this.#server.maxConnections = options.maxConnections;
    this.#server.on('connection', (socket: Socket) => {
      if (!this.#count(socket)) socket.destroy();
      else if (!this.#tls) onClient(socket);
      else if (!tls?.httpsUpstream) this.#tls.emit('connection', socket);
      else this.#readHello(socket, this.#tls, tls.httpsUpstream);
    });
  }

  static async listen(options: StreamListenerOptions, surroundings: Surroundings): Promise<StreamListener> {
    const listener = new StreamListener(options, surroundings);
    const server = listener.#server;
    const listening = once(server, 'listening');
    const { address, reusePort } = options;
    const { ip, port } = address;
    server.listen({ host: ip, port, ipv6Only: familyOf(ip) === 6, reusePort });
    await listening;
    server.on('error', (error) => {
      surroundings.events.failed?.(error);
    });
    return listener;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on connections get this certificate. Those that there are go on. */
  renew(pair: KeyPair): void {
    this.#tls?.setSecureContext(pair);
  }

  /** Closes who takes too long for a handshake, or has been silent for long and has no allocation. */
  sweep(now: number): void {
    // Node's own limit is one of silence: a client that sends a byte now and then would never reach it.
    for (const { socket, since } of this.#handshakes.values()) {
      if (now - since >= HANDSHAKE_TIMEOUT) socket.destroy();
    }
    for (const [socket, { fiveTuple, at }] of this.#lastHeard) {
      const { listener, client } = fiveTuple;
      const hasAllocation = this.#surroundings.table.find(listener, client.ip, client.port) !== undefined;
      if (!hasAllocation && now - at >= IDLE_TIMEOUT) socket.destroy();
    }
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** False: it may not stay. */
  #count(socket: Socket): boolean {
    const ip = socket.remoteAddress;
    // It was closed again before it was accepted.
    if (ip === undefined) return false;
    const count = (this.#countByIp.get(ip) ?? 0) + 1;
    this.#countByIp.set(ip, count);
    this.#sockets.add(socket);
    const client = `${ip} ${socket.remotePort}`;
    const { events, now } = this.#surroundings;
    this.#handshakes.set(client, { socket, since: now() });
    events.connectionOpened?.();
    socket.on('error', () => {});
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#handshakes.delete(client);
      const left = (this.#countByIp.get(ip) ?? 1) - 1;
      if (left > 0) this.#countByIp.set(ip, left);
      else this.#countByIp.delete(ip);
      events.connectionClosed?.();
    });
    return count <= this.#options.maxConnectionsPerAddress;
  }

  /** Finds out by the first message of TLS whose a connection is, and gives it with all of that to its owner. */
  #readHello(socket: Socket, tls: TlsServer, httpsUpstream: Upstream): void {
    const reader = new ClientHelloReader();
    const left = () => socket.destroy();
    const onData = (chunk: Buffer) => {
      const hello = reader.push(chunk);
      if (hello === 'incomplete') return;
      socket.off('data', onData).off('end', left).pause();
      if (hello !== 'none' && hello.protocols.some((name) => webProtocols.has(name))) {
        this.#handOn(socket, reader.bytes, httpsUpstream);
      } else {
        socket.unshift(reader.bytes);
        tls.emit('connection', socket);
      }
    };
    socket.on('data', onData).once('end', left);
  }

  /** To the web server with TLS of its own. Its time to be reached is that of a handshake. */
  #handOn(socket: Socket, hello: Buffer, upstream: Upstream): void {
    const client = `${socket.remoteAddress} ${socket.remotePort}`;
    const header = proxyHeader(socket);
    if (!header) {
      socket.destroy();
      return;
    }
    socket.setNoDelay();
    passOn(socket, Buffer.concat([header, hello]), upstream, this.#surroundings.events, () => {
      this.#handshakes.delete(client);
    });
  }

  #takeClient(socket: Socket): void {
    const { dispatcher, table, events, now } = this.#surroundings;
    const { remoteAddress: ip, remotePort: port } = socket;
    socket.on('error', () => {
      socket.destroy();
    });
    if (ip === undefined || port === undefined) {
      socket.destroy();
      return;
    }
    this.#handshakes.delete(`${ip} ${port}`);
    socket.setNoDelay();
    const fiveTuple = { listener: this.#options.listener, client: { ip, port } };
    const heard = { fiveTuple, at: now() };
    this.#lastHeard.set(socket, heard);
    const end = () => socket.end();
    socket.once('end', end);
    socket.once('close', () => {
      this.#lastHeard.delete(socket);
      table.clientGone(fiveTuple);
    });
    const connection = new StreamConnection(socket, fiveTuple, dispatcher, events);
    const httpUpstream = this.#options.tls?.httpUpstream;
    socket.once('data', (first: Buffer) => {
      if (httpUpstream && (first[0] as number) >= STUN_END) {
        this.#lastHeard.delete(socket);
        socket.off('end', end);
        passOn(socket, first, httpUpstream, events);
        return;
      }
      const onData = (chunk: Buffer) => {
        heard.at = now();
        try {
          connection.receive(chunk);
        } catch (error) {
          events.failed?.(error);
          socket.destroy();
        }
      };
      socket.on('data', onData);
      onData(first);
    });
  }
}
