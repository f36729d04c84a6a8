import { once } from 'node:events';
import { createServer, request, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';

interface ProxyOptions {
  readonly host: string;
  readonly port: number;
  /** Port of the web server behind it, on this machine. */
  readonly upstream: number;
  /** In PEM. Without, it is one for plain HTTP. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
}

/** Passes requests on, and knows nothing of upgrades, as a proxy does that is not told of them. */
export class ProxyWithoutUpgrade {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start({ host, port, upstream, tls }: ProxyOptions): Promise<ProxyWithoutUpgrade> {
    const passOn: RequestListener = (incoming, answer) => {
      const headers = { ...incoming.headers, connection: 'close' };
      delete headers['upgrade'];
      const { method, url: path } = incoming;
      const onward = request({ port: upstream, method, path, headers }, (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      });
      onward.on('error', () => answer.writeHead(502).end());
      incoming.pipe(onward);
    };
    // To a server of Node that has no listener for upgrades they are requests.
    const server = tls ? createSecureServer(tls, passOn) : createServer(passOn);
    server.listen(port, host);
    await once(server, 'listening');
    return new ProxyWithoutUpgrade(server);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
