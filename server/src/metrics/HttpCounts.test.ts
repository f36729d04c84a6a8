import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { HttpCounts } from './HttpCounts.ts';

test('requests are counted by route and status; what is not there is one, whatever was asked for', async () => {
  const app = Fastify();
  const counts = new HttpCounts();
  counts.watch(app);
  app.get('/rooms/:room', (_request, reply) => reply.code(200).send({}));
  await app.inject('/rooms/garden');
  await app.inject('/rooms/kitchen');
  await app.inject('/wp-admin');
  await app.inject({ method: 'POST', url: '/.env' });
  expect((await counts.readings()).parley_http_requests_total).toEqual([
    ['GET', '/rooms/:room', '200', 2],
    ['any', 'none', '404', 2],
  ]);
  await app.close();
});
