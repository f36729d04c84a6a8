import type { WorkerState } from '@parley/protocol';
import type { Clock, RouterEvents, Sfu, SfuRouter } from '../call/ports.ts';
import type { MetricSource, Readings } from '../metrics/catalogue.ts';
import { routerRtpCapabilities } from './codecs.ts';
import { MediasoupRouter } from './MediasoupRouter.ts';
import { readWorkers, type WorkerReading } from './readWorkers.ts';
import type { WorkerPool } from './WorkerPool.ts';
import { workerReadings } from './workerReadings.ts';

/** Milliseconds between two measurements of the workers' CPU: what a room is placed by is no older. */
const MEASURE_INTERVAL = 2_000;

/** The SFU that forwards real packets: mediasoup, over a pool of its workers. */
export class MediasoupSfu implements Sfu, MetricSource {
  readonly routerRtpCapabilities = routerRtpCapabilities;
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  #cancelMeasuring = (): void => {};

  /** The pool is the SFU's from now on: it ends with it. */
  constructor(pool: WorkerPool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
    this.#measureLater();
  }

  get running(): boolean {
    return this.#pool.workers.length > 0;
  }

  async createRouter(events: RouterEvents): Promise<SfuRouter> {
    return MediasoupRouter.create(this.#pool, events, this.#clock);
  }

  /** What each worker carries, for who looks at the server. */
  async workers(): Promise<WorkerState[]> {
    return (await readWorkers(this.#pool)).map(workerState);
  }

  readings(): Promise<Readings> {
    return workerReadings(this.#pool);
  }

  async close(): Promise<void> {
    this.#cancelMeasuring();
    await this.#pool.close();
  }

  #measureLater(): void {
    this.#cancelMeasuring = this.#clock.after(MEASURE_INTERVAL, () => {
      void this.#pool.measure();
      this.#measureLater();
    });
  }
}

function workerState({ number, load, traffic, memory }: WorkerReading): WorkerState {
  const { routers: rooms, transports, pipeTransports, producers, consumers } = load.counts;
  const bits = (direction: 'in' | 'out') =>
    traffic.flows.find((flow) => flow.other === 'clients' && flow.direction === direction)?.bitrate ?? 0;
  return {
    number,
    cpu: load.cpu,
    load: load.shares,
    ...(memory !== undefined && { memoryBytes: memory }),
    rooms,
    transports: transports - pipeTransports,
    producers,
    consumers,
    bitsIn: bits('in'),
    bitsOut: bits('out'),
  };
}
