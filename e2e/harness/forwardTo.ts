import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { Http2SecureServer } from 'node:http2';
import { connect, type Socket } from 'node:net';

/** Of a connection, and so not to be passed on. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** Lets a web server with TLS stand before one without: HTTP/2 for all but WebSockets. */
export function forwardTo(web: Http2SecureServer, port: () => number): void {
  web.on('request', (asked, response) => {
    const headers = endToEnd({ ...asked.headers, host: asked.headers[':authority'] ?? asked.headers.host });
    const forwarded = request({ port: port(), method: asked.method, path: asked.url, headers });
    forwarded.on('error', () => response.end());
    forwarded.on('response', (answer: IncomingMessage) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      answer.pipe(response);
    });
    asked.pipe(forwarded);
  });
  web.on('upgrade', ({ url = '', rawHeaders }: IncomingMessage, socket: Socket, head: Buffer) => {
    const server = connect(port(), 'localhost');
    const lines = rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
    server.write(`GET ${url} HTTP/1.1\r\n${lines.join('')}\r\n`);
    server.write(head);
    for (const end of [server, socket]) end.on('error', () => {});
    socket.pipe(server).pipe(socket);
  });
}

function endToEnd(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith(':') && !hopByHop.has(name)),
  );
}
