import {
  closeReasons,
  timing,
  type Method,
  type NotificationData,
  type NotificationFrame,
  type RequestData,
  type RequestResult,
  type ResponseFrame,
  type ServerFrame,
} from '@parley/protocol';
import { WebSocket, type RawData } from 'ws';

export type Welcome = NotificationData<'welcome'>;

/** The server said no: its code is one of the protocol's, or how the socket ended. */
export class SignalingError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface SignalingEvents {
  notified(notification: NotificationFrame): void;
  /** The socket is gone, and it was not we who closed it. */
  closed(reason: string): void;
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: SignalingError): void;
}

export interface ServerAddress {
  /** Of the page. */
  readonly url: string;
  /** Whether certificates that nobody vouches for will do. */
  readonly insecure: boolean;
}

/** One participant's socket to the server, as a browser has it. */
export class SignalingSocket {
  readonly #socket: WebSocket;
  readonly #events: SignalingEvents;
  readonly #pending = new Map<number, Pending>();
  readonly #welcome = Promise.withResolvers<Welcome>();
  readonly #heartbeat: NodeJS.Timeout;
  #nextId = 1;
  #ended = false;

  constructor({ url, insecure }: ServerAddress, events: SignalingEvents) {
    this.#events = events;
    const address = new URL('/ws', url);
    address.protocol = address.protocol.replace('http', 'ws');
    this.#socket = new WebSocket(address, {
      rejectUnauthorized: !insecure,
      perMessageDeflate: false,
      // As in a browser, whoever waits for an answer goes on before the next frame is heard.
      allowSynchronousEvents: false,
    });
    this.#socket.on('message', (data) => this.#received(data));
    this.#socket.on('error', (error) => this.#end(reasonOf(error)));
    this.#socket.on('close', (code) => this.#end(nameOf(code)));
    this.#heartbeat = setInterval(() => {
      if (this.#socket.readyState === WebSocket.OPEN) this.request('ping', {}).catch(() => undefined);
    }, timing.pingInterval);
    // Whoever does not wait for it is told by `closed`.
    this.#welcome.promise.catch(() => undefined);
  }

  /** What the server says first. */
  get welcome(): Promise<Welcome> {
    return this.#welcome.promise;
  }

  /** @throws {SignalingError} */
  request<M extends Method>(method: M, data: RequestData<M>): Promise<RequestResult<M>> {
    if (this.#ended)
      return Promise.reject(new SignalingError('disconnected', `${method}: the socket is closed`));
    const id = this.#nextId;
    this.#nextId += 1;
    const { promise, resolve, reject } = Promise.withResolvers<RequestResult<M>>();
    this.#pending.set(id, { resolve: (result) => resolve(result as RequestResult<M>), reject });
    this.#socket.send(JSON.stringify({ kind: 'request', id, method, data }));
    return promise;
  }

  close(): void {
    this.#stop('closed');
    this.#socket.close();
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#stop(reason);
    this.#events.closed(reason);
  }

  #stop(reason: string): void {
    this.#ended = true;
    clearInterval(this.#heartbeat);
    const error = new SignalingError('disconnected', reason);
    this.#welcome.reject(error);
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }

  #received(data: RawData): void {
    if (this.#ended) return;
    const frame = JSON.parse((data as Buffer).toString('utf8')) as ServerFrame;
    if (frame.kind === 'response') return this.#answered(frame);
    if (frame.method === 'welcome') this.#welcome.resolve(frame.data);
    else this.#events.notified(frame);
  }

  #answered(frame: ResponseFrame): void {
    const pending = this.#pending.get(frame.id);
    this.#pending.delete(frame.id);
    if (frame.ok) pending?.resolve(frame.data);
    else pending?.reject(new SignalingError(frame.error.code, frame.error.message));
  }
}

function nameOf(closeCode: number): string {
  const known = Object.entries(closeReasons).find(([, { code }]) => code === closeCode);
  return known ? known[0] : `socket closed with ${closeCode}`;
}

function reasonOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
