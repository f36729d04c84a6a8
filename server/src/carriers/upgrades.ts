import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Hands every upgrade of a listening server to the one whose path it is for. Those servers listen to nothing by
 * themselves; each library then sees the upgrades that are its own, and no other.
 */
export function routeUpgrades(listening: Server, servers: ReadonlyMap<string, Server>): void {
  listening.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const server = servers.get(pathname.replace(/\/$/, ''));
    if (server) server.emit('upgrade', request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}
