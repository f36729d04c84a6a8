import type { FastifyInstance } from 'fastify';

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * One line for each request that failed or changed something, with its id. It names the route and not the address, which
 * may hold a room's name.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const { statusCode: status, elapsedTime } = reply;
    const failed = status >= 400;
    if (!failed && readOnly.has(method)) return;
    // Whoever looks for holes asks for a lot that is not there.
    const level = routeOptions.url === undefined ? 'debug' : 'info';
    const fields = { method, route: routeOptions.url, status, ms: Math.round(elapsedTime) };
    request.log[level](fields, failed ? 'a request failed' : 'a request was done');
  });
}
