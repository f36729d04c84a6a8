import { WorkerClosedError } from 'mediasoup/errors';
import { CallError } from '../call/CallError.ts';
import type { Clock, Log } from '../call/ports.ts';
import type { ListenAddress } from './announcedAddress.ts';
import type { ClientTransports } from './ClientTransports.ts';
import type { LoadLimits, WorkerLoad } from './WorkerLoad.ts';
import type { IsRelay } from './transportReading.ts';
import { forwardWorkerLogs } from './workerLogs.ts';
import { WorkerSlot } from './WorkerSlot.ts';
import type { WorkerTraffic } from './WorkerTraffic.ts';

/** Milliseconds that a room waits for a worker that is being replaced. A new one takes some 50. */
const WORKER_WAIT = 5_000;

export interface WorkerPoolOptions {
  /** One for each core that media may use. */
  workers: number;
  /** The first of as many ports as there are workers, each of UDP and TCP. */
  port: number;
  listenAddresses: readonly ListenAddress[];
  limits: LoadLimits;
  isRelay: IsRelay;
  clock: Clock;
  log: Log;
}

interface RunningWorker {
  readonly number: number;
  readonly pid: number;
  readonly load: WorkerLoad;
  readonly traffic: WorkerTraffic;
  readonly clients: ClientTransports;
}

/** The machine's mediasoup workers, each listening on a port of its own. */
export class WorkerPool {
  readonly #slots: readonly WorkerSlot[];
  readonly #clock: Clock;
  /** What to call when a worker runs again, or none ever will. */
  readonly #waiting = new Set<() => void>();
  #closed: Promise<void> | undefined;

  /** @throws {Error} In the operator's words when a port cannot be had; then nothing is left running. */
  static async start(options: WorkerPoolOptions): Promise<WorkerPool> {
    forwardWorkerLogs(options.log);
    const pool = new WorkerPool(options);
    const starts = await Promise.allSettled(pool.#slots.map((slot) => slot.start()));
    const failed = starts.find((start) => start.status === 'rejected');
    if (!failed) return pool;
    await pool.close();
    throw failed.reason;
  }

  private constructor({ workers, port, ...options }: WorkerPoolOptions) {
    this.#clock = options.clock;
    this.#slots = Array.from(
      { length: workers },
      (_, n) => new WorkerSlot({ ...options, port: port + n, onRunning: () => this.#wakeAll() }),
    );
  }

  /** Those that run now, each with the number by which its port is found, and its process. */
  get workers(): RunningWorker[] {
    return this.#slots.flatMap(({ pid, load, traffic, clients }, number) =>
      pid !== undefined && load && traffic && clients ? [{ number, pid, load, traffic, clients }] : [],
    );
  }

  /** How many have died since the start. */
  get deaths(): number {
    return this.#slots.reduce((sum, { deaths }) => sum + deaths, 0);
  }

  /** Of those that run now, the one that carries least. */
  get leastLoaded(): WorkerSlot | undefined {
    const share = ({ load }: WorkerSlot): number => load?.share ?? Infinity;
    const [first, ...others] = this.#slots.filter(({ load }) => load !== undefined);
    return first && others.reduce((least, other) => (share(other) < share(least) ? other : least), first);
  }

  /**
   * Does something on the worker that carries least. While no worker runs, it waits a few seconds for one.
   * @throws {CallError} `media_unavailable` when none came.
   */
  async withWorker<T>(use: (slot: WorkerSlot) => Promise<T>): Promise<T> {
    const deadline = this.#clock.now() + WORKER_WAIT;
    for (;;) {
      const slot = this.leastLoaded;
      if (slot === undefined) {
        await this.#workerRuns(deadline);
        continue;
      }
      try {
        return await use(slot);
      } catch (error) {
        if (!(error instanceof WorkerClosedError)) throw error;
        // It died of something else meanwhile: take another.
      }
    }
  }

  /** Takes the CPU time of every worker, for its load. */
  async measure(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.measure()));
  }

  /** Resolved when no process is left. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= Promise.all(this.#slots.map((slot) => slot.close())).then(() => {});
    this.#wakeAll();
    return this.#closed;
  }

  async #workerRuns(deadline: number): Promise<void> {
    const left = deadline - this.#clock.now();
    if (this.#closed || left <= 0) throw new CallError('media_unavailable', 'no media worker runs');
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        cancel();
        resolve();
      };
      const cancel = this.#clock.after(left, wake);
      this.#waiting.add(wake);
    });
  }

  #wakeAll(): void {
    for (const wake of this.#waiting) wake();
  }
}
