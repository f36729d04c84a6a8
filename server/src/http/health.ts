import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { ApiError } from '../ApiError.ts';
import type { Rooms } from '../call/Rooms.ts';
import type { Readiness } from '../Readiness.ts';
import { ok } from './openApi.ts';

/** For whoever watches the server: a load balancer, a container engine, an operator. */
export function healthRoutes(
  app: FastifyInstance,
  { rooms, readiness }: { rooms: Rooms; readiness: Readiness },
): void {
  const alive = {
    summary: 'Says that the process lives, and how many rooms are open.',
    response: ok(Type.Object({ status: Type.Literal('ok'), rooms: Type.Integer({ minimum: 0 }) })),
  };
  app.get('/healthz', { logLevel: 'silent', schema: alive }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok', rooms: rooms.size }),
  );
  const ready = {
    summary: 'Whether calls can be taken; a load balancer asks it.',
    response: ok(Type.Object({ status: Type.Literal('ready') }), 'not_ready'),
  };
  app.get('/readyz', { logLevel: 'silent', schema: ready }, async (_request, reply) => {
    const missing = await readiness.missing();
    if (missing.length > 0) throw new ApiError('not_ready', missing.join('; '));
    return reply.header('cache-control', 'no-store').send({ status: 'ready' });
  });
}
