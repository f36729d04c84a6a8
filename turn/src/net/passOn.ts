import { connect, type Socket } from 'node:net';
import type { TurnEvents } from '../TurnEvents.ts';

/** Where a server is. A name is looked up for each connection, as what bears it may move. */
export interface Upstream {
  host: string;
  port: number;
}

/**
 * Hands a connection over to a web server, whatever it carries: nobody is read faster than the other side takes it, a
 * client that has sent all of its request still gets the answer, and what the web server has written before it closed
 * arrives. How long the connection may be quiet is for the web server to say, as a WebSocket may be quiet for hours;
 * whether the client is still there is asked below, by TCP.
 *
 * @param socket Half-open, so that its end is the end of its requests only.
 * @param first What goes ahead: what has been read of it already.
 */
export function passOn(
  socket: Socket,
  first: Buffer,
  { host, port }: Upstream,
  events: TurnEvents,
  onReached: () => void = () => {},
): void {
  const upstream = connect({ host, port, noDelay: true });
  const notReached = (error: Error) => events.failed?.(error);
  upstream.on('error', notReached);
  upstream.once('connect', () => {
    upstream.off('error', notReached);
    upstream.on('error', () => {});
    onReached();
  });
  upstream.once('close', (hasFailed) => {
    if (hasFailed) socket.destroy();
    else socket.destroySoon();
  });
  socket.once('close', () => upstream.destroy());
  upstream.write(first);
  socket.pipe(upstream);
  upstream.pipe(socket);
}
