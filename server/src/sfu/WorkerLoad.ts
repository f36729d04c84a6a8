import type { types } from 'mediasoup';
import type { Clock } from '../call/ports.ts';

/** Up to which a worker is given more, where another one could have it. */
export interface LoadLimits {
  /** Consumers. */
  readonly consumers: number;
  /** Of one core, which is all that a worker can use: between 0 and 1. */
  readonly cpu: number;
}

/** Milliseconds. Of less time the share of the CPU says nothing. */
const MEASURE_MINIMUM = 500;

/** What is closed once, as mediasoup's observers tell it. */
interface Closing {
  readonly observer: { once(event: 'close', listener: () => void): unknown };
}

/** How much one worker carries. */
export class WorkerLoad {
  readonly #limits: LoadLimits;
  readonly #worker: types.Worker;
  readonly #clock: Clock;
  /** What lives on the worker now. Pipe transports are transports as well. */
  readonly counts = { routers: 0, transports: 0, pipeTransports: 0, producers: 0, consumers: 0 };
  #streams = 0;
  /** Of one core, when it was last measured. */
  #cpu = 0;
  #measured: { cpuTime: number; at: number };

  constructor(worker: types.Worker, limits: LoadLimits, clock: Clock) {
    this.#worker = worker;
    this.#clock = clock;
    this.#measured = { cpuTime: 0, at: clock.now() };
    this.#limits = limits;
    worker.observer.on('newrouter', (router) => this.#countRouter(router));
  }

  /**
   * Consumers, and what will have some: a transport counts as one until it has more, so that people who come all at
   * once do not all go to the worker that nobody receives from yet; and so does a router.
   */
  get streams(): number {
    return this.#streams;
  }

  /** In milliseconds, since the worker came and until it was last measured. */
  get cpuTime(): number {
    return this.#measured.cpuTime;
  }

  /** Of one core, when it was last measured. */
  get cpu(): number {
    return this.#cpu;
  }

  /** What it carries of what it may: 1 is as much as that. */
  get shares(): { consumers: number; cpu: number } {
    return { consumers: this.#streams / this.#limits.consumers, cpu: this.#cpu / this.#limits.cpu };
  }

  /** For comparing workers. */
  get share(): number {
    const { consumers, cpu } = this.shares;
    return consumers + cpu;
  }

  get full(): boolean {
    const { consumers, cpu } = this.shares;
    return consumers >= 1 || cpu >= 1;
  }

  /** Counts what is not there yet, until the returned function is called. */
  expect(): () => void {
    this.#streams += 1;
    return () => (this.#streams -= 1);
  }

  /** Takes the CPU time since it was called before, or the worker came. */
  async measure(): Promise<void> {
    const { ru_utime, ru_stime } = await this.#worker.getResourceUsage();
    const measured = { cpuTime: ru_utime + ru_stime, at: this.#clock.now() };
    const elapsed = measured.at - this.#measured.at;
    if (elapsed < MEASURE_MINIMUM) return;
    this.#cpu = (measured.cpuTime - this.#measured.cpuTime) / elapsed;
    this.#measured = measured;
  }

  #countRouter(router: types.Router): void {
    this.#count('routers', router);
    this.#streamsUntilClosed(router);
    router.observer.on('newtransport', (transport) => this.#countTransport(transport));
  }

  #countTransport(transport: types.Transport): void {
    this.#count('transports', transport);
    if (transport.type === 'pipe') this.#count('pipeTransports', transport);
    this.#streamsUntilClosed(transport);
    let consumers = 0;
    transport.observer.on('newproducer', (producer) => this.#count('producers', producer));
    transport.observer.on('newconsumer', (consumer) => {
      this.#count('consumers', consumer);
      consumers += 1;
      // The first stands for the transport.
      if (consumers > 1) this.#streams += 1;
      consumer.observer.once('close', () => {
        if (consumers > 1) this.#streams -= 1;
        consumers -= 1;
      });
    });
  }

  #streamsUntilClosed(thing: Closing): void {
    thing.observer.once('close', this.expect());
  }

  #count(what: keyof typeof this.counts, thing: Closing): void {
    this.counts[what] += 1;
    thing.observer.once('close', () => (this.counts[what] -= 1));
  }
}
