import { RoomView, tokenErrors, type TokenError } from '@parley/protocol';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../ApiError.ts';
import { CallError } from '../call/CallError.ts';
import type { JoinTokens, RoomPlan, RoomPlans } from '../call/ports.ts';
import type { Rooms } from '../call/Rooms.ts';
import { ok } from './openApi.ts';
import { bearerOf } from './operatorOnly.ts';
import { checkRoomName, ofRoom } from './roomName.ts';

export interface RoomRoutes {
  readonly rooms: Rooms;
  /** Undefined: everybody may come in. */
  readonly joinTokens: JoinTokens | undefined;
  readonly plans: RoomPlans;
}

interface OfRoom {
  Params: { room: string };
}

/** What may be known of a room before joining it, by whoever may join it. */
export function roomRoutes(app: FastifyInstance, { rooms, joinTokens, plans }: RoomRoutes): void {
  const schema = {
    summary: 'How many people are in a room, and what is asked of whoever joins.',
    description: 'Where people come in by tokens (`AUTH=token`), for whoever shows one for the room.',
    security: [{}, { joinToken: [] }],
    params: ofRoom,
    response: ok(RoomView, ...tokenErrors),
  };
  app.get<OfRoom>('/api/rooms/:room', { schema }, async (request): Promise<RoomView> => {
    const name = checkRoomName(request.params.room);
    const you = await joinTokens?.admit(name, bearerOf(request)).catch((error: unknown) => {
      throw asApiError(error);
    });
    const there = rooms.find(name);
    const { displayName } = you ?? {};
    return {
      name,
      peers: there?.size ?? 0,
      ...(there?.entry ?? entryOf(plans.find(name))),
      recorded: there?.recording.state !== undefined,
      ...(you && { you: { role: you.role, ...(displayName !== undefined && { displayName }) } }),
    };
  });
}

/** Never the passcode. */
export function entryOf(plan: RoomPlan | undefined) {
  if (!plan) return undefined;
  const { locked, waitingRoom, passcode } = plan.rules;
  return { locked, waitingRoom, passcode: passcode !== undefined };
}

function asApiError(error: unknown): unknown {
  if (!(error instanceof CallError) || !isTokenError(error.code)) return error;
  return new ApiError(error.code, error.message);
}

const isTokenError = (code: string): code is TokenError => (tokenErrors as readonly string[]).includes(code);
