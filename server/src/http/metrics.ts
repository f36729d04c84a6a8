import type { FastifyInstance } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { MetricSource } from '../metrics/catalogue.ts';
import { metricsText } from '../metrics/metricsText.ts';

/** For Prometheus, and whoever else has the token. */
export function metricsRoutes(
  app: FastifyInstance,
  { token, sources }: { token: string; sources: readonly MetricSource[] },
): void {
  const expected = digest(`Bearer ${token}`);
  app.get('/metrics', { logLevel: 'silent' }, async (request, reply) => {
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) {
      return reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .send({ code: 'invalid_request', message: 'the metrics need the token of METRICS_TOKEN' });
    }
    const readings = await Promise.all(sources.map((source) => source.readings()));
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(metricsText(readings));
  });
}

/** Of the same length whatever was sent. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
