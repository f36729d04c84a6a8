import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between browsers and the server's TCP port: signaling goes through it, media does not. */
export class CuttableProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #cut = false;
  /** Whether it answers WebSocket upgrades with 400, as proxies do that do not know them. */
  breaksUpgrades = false;
  /** Milliseconds that everything takes longer, in each direction. */
  delay = 0;

  private constructor(port: number) {
    this.#server = createServer((browser) => {
      if (this.#cut) return void browser.destroy();
      const target = createConnection({ host: '127.0.0.1', port });
      browser.prependListener('data', (chunk) => {
        if (!this.breaksUpgrades || !/^upgrade: websocket/im.test(chunk.toString('latin1'))) return;
        browser.removeAllListeners('data');
        browser.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      });
      this.#join(browser, target);
      this.#join(target, browser);
    });
  }

  static async to(port: number): Promise<CuttableProxy> {
    const proxy = new CuttableProxy(port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection, and takes no new one until it is mended. */
  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(from: Socket, to: Socket): void {
    from.setNoDelay(true);
    this.#sockets.add(from);
    from.on('data', (chunk) => {
      if (this.delay === 0) to.write(chunk);
      else setTimeout(() => to.writable && to.write(chunk), this.delay);
    });
    // Timers of the same delay fire in the order in which they were set, so nothing is reordered.
    from.on('end', () => setTimeout(() => to.end(), this.delay));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
