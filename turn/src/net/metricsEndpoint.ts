import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** Serves a text at `/metrics`, to this machine only. */
export async function serveMetrics(port: number, text: () => string): Promise<Server> {
  const server = createServer((request, response) => {
    const isKnown = request.method === 'GET' && request.url === '/metrics';
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(isKnown ? text() : 'not found\n');
  });
  const listening = once(server, 'listening');
  server.listen(port, '127.0.0.1');
  await listening;
  return server;
}
