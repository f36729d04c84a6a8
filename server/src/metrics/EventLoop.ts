import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Clock } from '../call/ports.ts';
import type { MetricSource, Readings, Sample } from './catalogue.ts';

/** Milliseconds after a reading for which the lag is measured: who reads on finds it, and nobody pays for it otherwise. */
const WATCHED_FOR = 120_000;

/** How busy the one thread is that does signaling and HTTP, and by how much it is late. */
export class EventLoop implements MetricSource {
  readonly #clock: Clock;
  #utilization = performance.eventLoopUtilization();
  #lag: ReturnType<typeof monitorEventLoopDelay> | undefined;
  #cancelEnd = (): void => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The share of the time since it was asked before in which there was something to do. */
  busy(): number {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.#utilization);
    this.#utilization = now;
    return utilization;
  }

  /** The lag is that since the reading before; the first has none. */
  async readings(): Promise<Readings> {
    const lag = this.#lag;
    const quantiles = [50, 90, 99].map((percent): Sample => [
      String(percent / 100),
      (lag?.percentile(percent) ?? 0) / 1e9,
    ]);
    lag?.reset();
    this.#watch();
    return {
      parley_event_loop_lag_seconds: lag ? quantiles : [],
      parley_event_loop_busy_seconds_total: [[performance.eventLoopUtilization().active / 1_000]],
    };
  }

  close(): void {
    this.#cancelEnd();
    this.#lag?.disable();
    this.#lag = undefined;
  }

  #watch(): void {
    if (!this.#lag) {
      this.#lag = monitorEventLoopDelay({ resolution: 20 });
      this.#lag.enable();
    }
    this.#cancelEnd();
    this.#cancelEnd = this.#clock.after(WATCHED_FOR, () => this.close());
  }
}
