import { CallError } from '../call/CallError.ts';
import type { RouterEvents, Sfu, SfuRouter } from '../call/ports.ts';
import { routerRtpCapabilities } from './codecs.ts';
import type { FakeConsumer } from './FakeConsumer.ts';
import type { FakeProducer } from './FakeProducer.ts';
import { FakeRouter } from './FakeRouter.ts';
import type { FakeTap } from './FakeTap.ts';
import type { FakeTransport } from './FakeTransport.ts';
import { FakeWorker, type FakeRequest, type Gate } from './FakeWorker.ts';

/**
 * An SFU without packets, for tests: it refuses what mediasoup refuses, remembers what lives, and dies on command.
 */
export class FakeSfu implements Sfu {
  readonly routerRtpCapabilities = routerRtpCapabilities;
  /** False: no worker runs, and none will before it is true again. */
  available = true;
  closed = false;
  readonly #worker = new FakeWorker();
  readonly #routers = new Set<FakeRouter>();

  get running(): boolean {
    return this.available && !this.closed;
  }

  /** What lives now, the oldest first. */
  get routers(): FakeRouter[] {
    return [...this.#routers];
  }

  get transports(): FakeTransport[] {
    return this.routers.flatMap((router) => router.transports);
  }

  get taps(): FakeTap[] {
    return this.routers.flatMap((router) => [...router.taps]);
  }

  get producers(): FakeProducer[] {
    return this.transports.flatMap((transport) => transport.producers);
  }

  get consumers(): FakeConsumer[] {
    return this.transports.flatMap((transport) => transport.consumers);
  }

  createRouter(events: RouterEvents): Promise<SfuRouter> {
    return this.#worker.request('createRouter', this, () => {
      if (!this.available) throw new CallError('media_unavailable', 'no media worker runs');
      const router = new FakeRouter(this.#worker, events, () => this.#routers.delete(router));
      this.#routers.add(router);
      return router;
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const router of this.routers) router.close();
    this.#worker.releaseAll();
  }

  /** Every worker dies, with all routers. New ones run at once, unless `available` is false. */
  kill(): void {
    for (const router of this.routers) router.kill();
    this.#worker.releaseAll();
  }

  /** The next such request rejects. */
  failNext(request: FakeRequest, error?: Error): void {
    this.#worker.failNext(request, error);
  }

  /** The next such request waits until it is released, or everything dies. */
  holdNext(request: FakeRequest): Gate {
    return this.#worker.holdNext(request);
  }
}
