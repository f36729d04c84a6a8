// A proxy for apt and npm on a socket in a folder: a way out of a network of one's own, to where packages come from.
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { pipeline } from 'node:stream';

/**
 * @param {string} path Of the socket.
 * @returns {Promise<() => void>} Ends it.
 */
export async function servePackages(path) {
  const proxy = createServer((asked, answer) => {
    const forwarded = request(
      asked.url ?? '',
      { method: asked.method, headers: asked.headers },
      (received) => {
        answer.writeHead(received.statusCode ?? 502, received.headers);
        received.pipe(answer);
      },
    );
    forwarded.on('error', (error) => {
      if (answer.headersSent) answer.destroy(error);
      else answer.writeHead(502).end(String(error));
    });
    asked.pipe(forwarded);
  });
  proxy.on('connect', ({ url = '' }, socket, head) => {
    const [host, port] = url.split(':');
    const server = connect({ host, port: Number(port) }, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
    });
    server.write(head);
    // With either end the other one is over, too.
    pipeline(socket, server, socket, () => {});
  });
  await new Promise((resolve) => void proxy.listen(path, () => resolve(undefined)));
  return () => {
    proxy.close();
    proxy.closeAllConnections();
  };
}
