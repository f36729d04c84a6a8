// The two carriers of signaling, as a browser opens them.
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { LineEvents, TextLine } from './Signaling.ts';

/** What answered the upgrade was no WebSocket. */
export class UpgradeRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** Certificates are looked at elsewhere: a bad one keeps nothing else from being found. */
const insecure = { rejectUnauthorized: false };
/** By this the one port tells them from TURN. */
const asBrowsers = { ALPNProtocols: ['http/1.1'] };

/** Keeps what comes before anybody listens: the server speaks first. */
class Inbox {
  #events: LineEvents | undefined;
  readonly #early: string[] = [];

  heard(text: string): void {
    if (this.#events) this.#events.text(text);
    else this.#early.push(text);
  }

  ended(reason: string): void {
    this.#events?.ended(reason);
  }

  listen(events: LineEvents): void {
    this.#events = events;
    for (const text of this.#early.splice(0)) events.text(text);
  }
}

/** @throws {UpgradeRefused} @throws {Error} With the reason. */
export async function openWebSocket(page: URL, limit: number): Promise<TextLine> {
  const address = new URL('/ws', page);
  address.protocol = page.protocol.replace('http', 'ws');
  const inbox = new Inbox();
  const opened = Promise.withResolvers<void>();
  const socket = new WebSocket(address, {
    ...insecure,
    ...asBrowsers,
    handshakeTimeout: limit,
    perMessageDeflate: false,
  });
  socket.on('unexpected-response', (request, response) => {
    opened.reject(new UpgradeRefused(response.statusCode ?? 0));
    request.destroy();
  });
  socket.on('open', () => opened.resolve());
  socket.on('error', (error) => opened.reject(error));
  socket.on('message', (data) => inbox.heard((data as Buffer).toString()));
  socket.on('close', (code) => inbox.ended(`the socket was closed with ${code}`));
  await opened.promise;
  return {
    listen: (events) => inbox.listen(events),
    send: (text) => socket.send(text, () => {}),
    close: () => socket.close(),
  };
}

/** Socket.IO over HTTP long-polling alone. @throws {Error} With the reason. */
export async function openFallback(page: URL, limit: number): Promise<TextLine> {
  const inbox = new Inbox();
  const opened = Promise.withResolvers<void>();
  const options = { transports: ['polling'], reconnection: false, forceNew: true, timeout: limit };
  const socket = io(page.origin, { ...options, ...insecure });
  socket.on('connect', () => opened.resolve());
  socket.on('connect_error', (error: Error & { description?: unknown }) => {
    const status = typeof error.description === 'number' ? ` (HTTP ${error.description})` : '';
    opened.reject(new Error(`${error.message}${status}`));
  });
  socket.on('message', (text: string) => inbox.heard(text));
  socket.on('disconnect', (reason: string) => inbox.ended(reason));
  try {
    await opened.promise;
  } catch (error) {
    socket.close();
    throw error;
  }
  return {
    listen: (events) => inbox.listen(events),
    send: (text) => void socket.emit('message', text),
    close: () => void socket.close(),
  };
}
