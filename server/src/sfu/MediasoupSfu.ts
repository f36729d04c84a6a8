import type { RouterEvents, Sfu, SfuRouter } from '../call/ports.ts';
import { routerRtpCapabilities } from './codecs.ts';
import { MediasoupRouter } from './MediasoupRouter.ts';
import type { WorkerPool } from './WorkerPool.ts';

/** The SFU that forwards real packets: mediasoup, over a pool of its workers. */
export class MediasoupSfu implements Sfu {
  readonly routerRtpCapabilities = routerRtpCapabilities;
  readonly #pool: WorkerPool;

  /** The pool is the SFU's from now on: it ends with it. */
  constructor(pool: WorkerPool) {
    this.#pool = pool;
  }

  async createRouter(events: RouterEvents): Promise<SfuRouter> {
    const { worker, router, webRtcServer } = await this.#pool.createRouter();
    return MediasoupRouter.create(worker, router, webRtcServer, events);
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}
