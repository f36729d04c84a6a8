import type { FastifyInstance } from 'fastify';
import type { Rooms } from '../call/Rooms.ts';

/** For whoever watches the server: a load balancer, a container engine, an operator. */
export function healthRoutes(app: FastifyInstance, { rooms }: { rooms: Rooms }): void {
  app.get('/healthz', { logLevel: 'silent' }, () => ({ status: 'ok', rooms: rooms.size }));
}
