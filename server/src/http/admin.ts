import { DrainState, DrainWish, NodeState, RoomState } from '@parley/protocol';
import { Ajv } from 'ajv';
import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { Type } from 'typebox';
import type { NodeReader } from '../admin/NodeReader.ts';
import { ApiError } from '../ApiError.ts';
import { CallError } from '../call/CallError.ts';
import type { Drain } from '../call/Drain.ts';
import type { Room } from '../call/Room.ts';
import type { Rooms } from '../call/Rooms.ts';
import { answers, Nothing, ok } from './openApi.ts';

export interface AdminRoutes {
  readonly rooms: Rooms;
  readonly drain: Drain;
  readonly reader: NodeReader;
  /** Lets nobody by but the operator. */
  readonly admit: onRequestAsyncHookHandler;
}

interface OfRoom {
  Params: { roomId: string };
}
interface OfPerson {
  Params: { roomId: string; peerId: string };
}

const ofRoom = Type.Object({ roomId: Type.String({ description: 'As the log calls it.' }) });
const ofPerson = Type.Object({ ...ofRoom.properties, peerId: Type.String() });
const security = [{ adminKey: [] }];
const refusals = ['unauthorized', 'too_many_tries'] as const;

const isDrainWish = new Ajv().compile<DrainWish>(DrainWish);

/** What the operator sees and does: docs/admin.md. Rooms go by what the log calls them. */
export async function adminRoutes(app: FastifyInstance, options: AdminRoutes): Promise<void> {
  const { rooms, drain, reader, admit } = options;

  /** @throws {ApiError} `not_found` */
  const roomOf = (roomId: string): Room => {
    const room = rooms.byId(roomId);
    if (!room) throw new ApiError('not_found', 'there is no such room, or not any more');
    return room;
  };

  await app.register(async (routes) => {
    routes.addHook('onRequest', admit);
    routes.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });

    const node = {
      summary: 'How the server is: rooms, workers, TURN, errors.',
      security,
      response: ok(NodeState, ...refusals),
    };
    routes.get('/api/admin/node', { schema: node }, async (): Promise<NodeState> => reader.read());

    const one = {
      summary: 'One room and everybody in it.',
      security,
      params: ofRoom,
      response: ok(RoomState, ...refusals, 'not_found'),
    };
    routes.get<OfRoom>('/api/admin/rooms/:roomId', { schema: one }, async (request): Promise<RoomState> => {
      const room = roomOf(request.params.roomId);
      const [summary, people] = await Promise.all([room.read(), room.readPeople()]);
      return { room: summary, people };
    });

    const end = {
      summary: 'Ends a call for everybody.',
      security,
      params: ofRoom,
      response: answers({ 204: Nothing }, ...refusals, 'not_found'),
    };
    routes.delete<OfRoom>('/api/admin/rooms/:roomId', { schema: end }, async (request, reply) => {
      const room = roomOf(request.params.roomId);
      request.log.info({ roomId: room.id, people: room.size }, 'the operator ends a room');
      room.close('ended');
      return reply.code(204).send();
    });

    const removal = {
      summary: 'Takes somebody out of a room.',
      security,
      params: ofPerson,
      response: answers({ 204: Nothing }, ...refusals, 'not_found'),
    };
    routes.delete<OfPerson>(
      '/api/admin/rooms/:roomId/people/:peerId',
      { schema: removal },
      async (request, reply) => {
        const { roomId, peerId } = request.params;
        const room = roomOf(roomId);
        try {
          room.moderation.remove({ peerId });
        } catch (error) {
          if (!(error instanceof CallError)) throw error;
          throw new ApiError('not_found', 'nobody of this id is in the room', { cause: error });
        }
        request.log.info({ roomId, peerId }, 'the operator removed a person');
        return reply.code(204).send();
      },
    );

    const drainage = {
      summary: 'Opens no new rooms, and ends the server when the last call is over, or after a time.',
      security,
      body: DrainWish,
      response: ok(DrainState, ...refusals),
    };
    // What is asked is looked at by the handler: there need be no body.
    routes.post(
      '/api/admin/drain',
      { schema: drainage, validatorCompiler: () => () => true },
      async (request): Promise<DrainState> => {
        const wish: unknown = request.body ?? {};
        if (!isDrainWish(wish)) {
          throw new ApiError(
            'invalid_request',
            'a drain is asked for as {"seconds": 600}, or without a body',
          );
        }
        return drain.start(wish.seconds === undefined ? undefined : wish.seconds * 1_000);
      },
    );

    const revival = {
      summary: 'Takes the drain back.',
      security,
      response: answers({ 204: Nothing }, ...refusals),
    };
    routes.delete('/api/admin/drain', { schema: revival }, async (_request, reply) => {
      drain.cancel();
      return reply.code(204).send();
    });
  });
}
