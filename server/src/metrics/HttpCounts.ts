import type { FastifyInstance } from 'fastify';
import type { MetricSource, Readings, Sample } from './catalogue.ts';

/** Counts requests by HTTP. It knows routes only: addresses hold names of rooms. */
export class HttpCounts implements MetricSource {
  readonly #counts = new Map<string, { labels: readonly [string, string, string]; count: number }>();

  /** Counts what comes to an application from now on. */
  watch(app: FastifyInstance): void {
    app.addHook('onResponse', async ({ method, routeOptions }, { statusCode }) => {
      // A route is what the server has; methods are what anybody makes up.
      const route = routeOptions.url ?? 'none';
      const labels = [route === 'none' ? 'any' : method, route, String(statusCode)] as const;
      const key = labels.join(' ');
      const counted = this.#counts.get(key) ?? { labels, count: 0 };
      counted.count += 1;
      this.#counts.set(key, counted);
    });
  }

  async readings(): Promise<Readings> {
    return {
      parley_http_requests_total: [...this.#counts.values()].map(({ labels, count }): Sample => [
        ...labels,
        count,
      ]),
    };
  }
}
