import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { Type } from 'typebox';
import type { MetricSource } from '../metrics/catalogue.ts';
import { metricsText } from '../metrics/metricsText.ts';
import { ok } from './openApi.ts';

/** For Prometheus, and whoever else has the token. */
export function metricsRoutes(
  app: FastifyInstance,
  { sources, admit }: { sources: readonly MetricSource[]; admit: onRequestAsyncHookHandler },
): void {
  const schema = {
    summary: 'Metrics in the form of Prometheus.',
    security: [{ metricsToken: [] }],
    produces: ['text/plain'],
    response: ok(Type.String(), 'unauthorized', 'too_many_tries'),
  };
  app.get('/metrics', { logLevel: 'silent', onRequest: admit, schema }, async (_request, reply) => {
    const readings = await Promise.all(sources.map((source) => source.readings()));
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(metricsText(readings));
  });
}
