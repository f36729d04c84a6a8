import { ParleyServer } from './ParleyServer.ts';

/** Servers with the defaults: while one is used, the next one starts, which takes as long as somebody takes to join. */
export class ServerInReserve {
  #next: Promise<ParleyServer> | undefined;

  /** One that serves, and that nobody has used. */
  async take(): Promise<ParleyServer> {
    const server = this.#next ?? ParleyServer.start();
    this.#next = undefined;
    await server;
    this.#next = ParleyServer.start();
    // Whoever takes it learns why it did not start.
    this.#next.catch(() => undefined);
    return server;
  }

  async close(): Promise<void> {
    const server = await this.#next?.catch(() => undefined);
    await server?.stop();
  }
}
