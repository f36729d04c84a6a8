// What whoever has the API's key makes, sees and ends of rooms. docs/api.md.
import { MadeToken, permissions, RoomDetails, RoomDetailsList, RoomWish, TokenWish } from '@parley/protocol';
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { randomBytes } from 'node:crypto';
import { ApiError } from '../ApiError.ts';
import type { CallSettings, Clock, Passcodes, RoomPlan, RoomPlans } from '../call/ports.ts';
import { answers, Nothing, ok } from './openApi.ts';
import { checkRoomName, madeUpName, ofRoom } from './roomName.ts';
import { entryOf, type RoomRoutes } from './rooms.ts';

export interface RoomsApi extends RoomRoutes {
  readonly plans: RoomPlans & {
    readonly all: readonly RoomPlan[];
    keep(plan: RoomPlan): Promise<void>;
    forget(name: string): boolean;
  };
  /** Makes tokens, where this server does. */
  readonly issueToken:
    ((claims: TokenWish & { room: string }, expiresAt: number) => Promise<string>) | undefined;
  /** What rooms are like without a wish. */
  readonly settings: CallSettings;
  readonly passcodes: Passcodes;
  readonly clock: Clock;
  /** Where the page is for whoever sent a request. */
  readonly pageOf: (request: FastifyRequest) => string;
  /** Refuses who has not the API's key. */
  readonly admit: onRequestAsyncHookHandler;
}

interface OfRoom {
  Params: { room: string };
}

/** Rooms that are kept without anybody in them, at most. */
const MOST_PLANS = 10_000;
const HOUR = 3_600;

const withKey = [{ apiKey: [] }];

/** For whoever has the API's key. */
export function roomsApi(app: FastifyInstance, api: RoomsApi): void {
  const { rooms, plans, settings, passcodes, clock, issueToken, pageOf, admit } = api;

  const linkOf = (request: FastifyRequest, name: string) =>
    `${pageOf(request)}/r/${encodeURIComponent(name)}`;

  const detailsOf = (request: FastifyRequest, name: string): RoomDetails => {
    const [there, plan] = [rooms.find(name), plans.find(name)];
    if (!there && !plan) throw new ApiError('not_found', 'there is no such room');
    const { maxPeersPerRoom, videoCodec, recording } = there?.settings ?? { ...settings, ...plan?.settings };
    const { allowed } = there?.rules ?? plan?.rules ?? { allowed: permissions };
    return {
      name,
      link: linkOf(request, name),
      made: plan !== undefined,
      ...(plan && { createdAt: timeOf(plan.createdAt) }),
      ...(plan?.expiresAt !== undefined && { expiresAt: timeOf(plan.expiresAt) }),
      peers: there?.size ?? 0,
      ...(there?.entry ?? entryOf(plan)),
      allowed: [...allowed],
      recorded: there?.recording.state !== undefined,
      videoCodec,
      maxPeers: maxPeersPerRoom,
      recording,
    };
  };

  app.post<{ Body: RoomWish }>(
    '/api/rooms',
    {
      onRequest: admit,
      preValidation: withBody,
      schema: {
        summary: 'Makes a room, which is there before anybody is in it, also over restarts.',
        security: withKey,
        body: RoomWish,
        response: answers(
          { 201: RoomDetails },
          'unauthorized',
          'too_many_tries',
          'room_exists',
          'too_many_rooms',
        ),
      },
    },
    async (request, reply) => {
      const wish = request.body;
      const name = wish.name === undefined ? madeUpName(randomBytes) : checkRoomName(wish.name);
      assertPossible(wish, api);
      if (plans.find(name) || rooms.find(name))
        throw new ApiError('room_exists', 'there is a room of that name');
      if (plans.all.length >= MOST_PLANS)
        throw new ApiError('too_many_rooms', `${MOST_PLANS} rooms are made already`);
      await plans.keep(planOf(name, wish, { passcodes, clock }));
      return reply
        .code(201)
        .header('location', `/api/rooms/${encodeURIComponent(name)}/details`)
        .send(detailsOf(request, name));
    },
  );

  app.get(
    '/api/rooms',
    {
      onRequest: admit,
      schema: {
        summary: 'The rooms that were made, and those in which somebody is.',
        security: withKey,
        response: ok(RoomDetailsList, 'unauthorized', 'too_many_tries'),
      },
    },
    (request): RoomDetailsList => {
      const names = new Set([...plans.all, ...rooms.all].map(({ name }) => name));
      return { rooms: [...names].toSorted().map((name) => detailsOf(request, name)) };
    },
  );

  app.get<OfRoom>(
    '/api/rooms/:room/details',
    {
      onRequest: admit,
      schema: {
        summary: 'All that there is to be known of a room.',
        security: withKey,
        params: ofRoom,
        response: ok(RoomDetails, 'unauthorized', 'too_many_tries', 'not_found'),
      },
    },
    (request) => detailsOf(request, checkRoomName(request.params.room)),
  );

  app.delete<OfRoom>(
    '/api/rooms/:room',
    {
      onRequest: admit,
      schema: {
        summary: 'Ends the call in a room for everybody, and forgets the room.',
        security: withKey,
        params: ofRoom,
        response: answers({ 204: Nothing }, 'unauthorized', 'too_many_tries', 'not_found'),
      },
    },
    async (request, reply) => {
      const name = checkRoomName(request.params.room);
      const there = rooms.find(name);
      // First, so that nobody opens it again.
      const wasMade = plans.forget(name);
      there?.close('ended');
      if (!wasMade && !there) throw new ApiError('not_found', 'there is no such room');
      return reply.code(204).send();
    },
  );

  app.post<OfRoom & { Body: TokenWish }>(
    '/api/rooms/:room/tokens',
    {
      onRequest: admit,
      preValidation: withBody,
      schema: {
        summary: 'Makes a join token for a room, and the link that carries it.',
        description: 'The room need not have been made.',
        security: withKey,
        params: ofRoom,
        body: TokenWish,
        response: answers({ 201: MadeToken }, 'unauthorized', 'too_many_tries', 'tokens_not_made'),
      },
    },
    async (request, reply) => {
      const room = checkRoomName(request.params.room);
      const { expiresIn = HOUR, ...claims } = request.body;
      if (!issueToken)
        throw new ApiError('tokens_not_made', 'AUTH=token and TOKEN_SECRET let this server make tokens');
      const expiresAt = clock.now() + expiresIn * 1000;
      const token = await issueToken({ ...claims, room }, expiresAt);
      const made: MadeToken = {
        token,
        link: `${linkOf(request, room)}#token=${token}`,
        expiresAt: timeOf(expiresAt),
      };
      return reply.code(201).header('cache-control', 'no-store').send(made);
    },
  );
}

/** Whoever sends none wishes for nothing. */
const withBody = async (request: FastifyRequest): Promise<void> => {
  request.body ??= {};
};

/** @throws {ApiError} `invalid_request` for what this server cannot do, or what would keep everybody out. */
function assertPossible(
  { maxPeers, recording, locked, waitingRoom }: RoomWish,
  { settings, joinTokens }: RoomsApi,
): void {
  const problem = (words: string) => new ApiError('invalid_request', words);
  if ((maxPeers ?? 0) > settings.maxPeersPerRoom) {
    throw problem(`maxPeers: this server lets no more than ${settings.maxPeersPerRoom} into a room`);
  }
  if (settings.recording === 'never' && recording !== undefined && recording !== 'never') {
    throw problem('recording: this server does not record (RECORDING)');
  }
  if (!joinTokens && (locked === true || waitingRoom === true)) {
    throw problem(
      'locked, waitingRoom: without join tokens (AUTH=token) nobody could come in first and open the door',
    );
  }
}

function planOf(
  name: string,
  {
    locked = false,
    waitingRoom = false,
    passcode,
    allowed = [...permissions],
    videoCodec,
    maxPeers,
    recording,
    expiresIn,
  }: RoomWish,
  { passcodes, clock }: Pick<RoomsApi, 'passcodes' | 'clock'>,
): RoomPlan {
  const now = clock.now();
  return {
    name,
    createdAt: now,
    ...(expiresIn !== undefined && { expiresAt: now + expiresIn * 1000 }),
    rules: {
      allowed,
      locked,
      waitingRoom,
      passcode: passcode === undefined ? undefined : passcodes.seal(name, passcode),
    },
    settings: {
      ...(videoCodec && { videoCodec }),
      ...(maxPeers !== undefined && { maxPeersPerRoom: maxPeers }),
      ...(recording && { recording }),
    },
  };
}

const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString();
