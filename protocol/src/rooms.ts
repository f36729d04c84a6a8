// What the API and the lobby say of rooms from outside, and what whoever has the API's key may ask.
import { Type, type Static } from 'typebox';
import { Passcode, Permission, Role, RoomName, VideoCodec } from './call.ts';
import { DisplayName } from './person.ts';
import { JoinClaims, JoinToken } from './joinToken.ts';

const closed = { additionalProperties: false };

/** Seconds until something is over: at most a year. */
const Lifetime = Type.Integer({ minimum: 60, maximum: 31_536_000 });
/** ISO 8601. */
const Time = Type.String({ format: 'date-time' });

/** Whether it is recorded: where a host wants it, always, or never. */
const RecordingPolicy = Type.Enum(['hosts', 'always', 'never']);

/** What is known of a room before one joins it. The rules are those of a room that is there, or was made. */
export const RoomView = Type.Object(
  {
    name: RoomName,
    /** People inside. */
    peers: Type.Integer({ minimum: 0 }),
    locked: Type.Optional(Type.Boolean()),
    waitingRoom: Type.Optional(Type.Boolean()),
    /** Whether there is one. */
    passcode: Type.Optional(Type.Boolean()),
    recorded: Type.Boolean(),
    /** As what one would come in, by the token that was shown. */
    you: Type.Optional(Type.Object({ role: Role, displayName: Type.Optional(DisplayName) }, closed)),
  },
  closed,
);
export type RoomView = Static<typeof RoomView>;

/** A room that is to be made before anybody is in it. */
export const RoomWish = Type.Object(
  {
    /** Without it one is made up. */
    name: Type.Optional(RoomName),
    locked: Type.Optional(Type.Boolean()),
    waitingRoom: Type.Optional(Type.Boolean()),
    passcode: Type.Optional(Passcode),
    /** What participants may do. Without it, all of it. */
    allowed: Type.Optional(Type.Array(Permission, { uniqueItems: true })),
    videoCodec: Type.Optional(VideoCodec),
    /** No more than the server allows. */
    maxPeers: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    recording: Type.Optional(RecordingPolicy),
    /** Seconds after which it is forgotten. A call that goes on then goes on. Without it, never. */
    expiresIn: Type.Optional(Lifetime),
  },
  closed,
);
export type RoomWish = Static<typeof RoomWish>;

/** What whoever has the API's key sees of a room. */
export const RoomDetails = Type.Object(
  {
    ...RoomView.properties,
    /** The address of its lobby. With join tokens it takes one of these as well. */
    link: Type.String(),
    /** Whether it was made by the API, and is there when nobody is inside. */
    made: Type.Boolean(),
    createdAt: Type.Optional(Time),
    expiresAt: Type.Optional(Time),
    allowed: Type.Array(Permission),
    videoCodec: VideoCodec,
    maxPeers: Type.Integer(),
    recording: RecordingPolicy,
  },
  closed,
);
export type RoomDetails = Static<typeof RoomDetails>;

export const RoomDetailsList = Type.Object({ rooms: Type.Array(RoomDetails) }, closed);
export type RoomDetailsList = Static<typeof RoomDetailsList>;

/** A join token that is to be made. */
export const TokenWish = Type.Object(
  {
    role: JoinClaims.properties.role,
    name: JoinClaims.properties.name,
    sub: JoinClaims.properties.sub,
    /** Seconds for which it lets in. Without it, an hour. */
    expiresIn: Type.Optional(Lifetime),
  },
  closed,
);
export type TokenWish = Static<typeof TokenWish>;

export const MadeToken = Type.Object(
  {
    token: JoinToken,
    /** What is to be opened. */
    link: Type.String(),
    expiresAt: Time,
  },
  closed,
);
export type MadeToken = Static<typeof MadeToken>;
