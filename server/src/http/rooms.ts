import { isRoomName } from '@parley/protocol';
import type { FastifyInstance } from 'fastify';
import type { Rooms } from '../call/Rooms.ts';

/** What may be known of a room before joining it. */
export function roomRoutes(app: FastifyInstance, { rooms }: { rooms: Rooms }): void {
  app.get<{ Params: { room: string } }>('/api/rooms/:room', async (request, reply) => {
    const { room } = request.params;
    if (!isRoomName(room))
      return reply.code(400).send({ code: 'invalid_request', message: 'that is not a room name' });
    const there = rooms.find(room);
    return {
      name: room,
      peers: there?.size ?? 0,
      ...there?.entry,
      recorded: there?.recording.state !== undefined,
    };
  });
}
