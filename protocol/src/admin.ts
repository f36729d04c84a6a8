// What the server tells its operator, and what it may be asked to do. Bit rates are bits a second, times milliseconds
// since 1970, shares numbers from 0 on, where 1 is all that there is.
import { Type, type Static } from 'typebox';

import { Role, TrackSource } from './call.ts';

const closed = { additionalProperties: false };
const Count = Type.Integer({ minimum: 0 });
const Amount = Type.Number({ minimum: 0 });
const Time = Type.Number({ minimum: 0 });
const Id = Type.String({ minLength: 1, maxLength: 64 });

/** What goes to the server and from it, with clients. */
const flows = { bitsIn: Amount, bitsOut: Amount };

/** A media worker. */
export const WorkerState = Type.Object(
  {
    /** By which its port is found: `MEDIA_PORT` plus this. */
    number: Count,
    /** Of one core, which is all that it can use. */
    cpu: Amount,
    /** What it carries of what it may: from 1 on in either, rooms go on on other workers. */
    load: Type.Object({ consumers: Amount, cpu: Amount }, closed),
    /** Where the system tells. */
    memoryBytes: Type.Optional(Count),
    rooms: Count,
    transports: Count,
    producers: Count,
    consumers: Count,
    ...flows,
  },
  closed,
);
export type WorkerState = Static<typeof WorkerState>;

/** A room in the list. */
export const RoomSummary = Type.Object(
  {
    /** As the log calls it. */
    roomId: Id,
    name: Type.String(),
    openedAt: Time,
    people: Count,
    tracks: Count,
    /** Whether its two people are connected directly: nothing of it comes here. */
    direct: Type.Boolean(),
    recording: Type.Optional(Type.Enum(['running', 'paused'])),
    ...flows,
  },
  closed,
);
export type RoomSummary = Static<typeof RoomSummary>;

/** The way that the packets of somebody take. `relayed`: by the TURN server that comes with Parley. */
export const NetworkPath = Type.Enum(['udp', 'tcp', 'relayed']);
export type NetworkPath = Static<typeof NetworkPath>;

/** What somebody sends. */
export const TrackState = Type.Object(
  {
    trackId: Type.String(),
    source: TrackSource,
    muted: Type.Boolean(),
    /** As it comes to the server: nothing of a direct call does. */
    bits: Amount,
  },
  closed,
);
export type TrackState = Static<typeof TrackState>;

/** Somebody in a room. */
export const PersonState = Type.Object(
  {
    peerId: Id,
    displayName: Type.String(),
    role: Role,
    joinedAt: Time,
    /** Without a socket for a moment. */
    away: Type.Boolean(),
    tracks: Type.Array(TrackState),
    /** Undefined while there is none. */
    path: Type.Optional(NetworkPath),
    /** Milliseconds to the client and back, where something is sent to it. */
    roundTrip: Type.Optional(Amount),
    /** Of what the client sends and of what it gets, the share that is lost. */
    lossIn: Type.Optional(Amount),
    lossOut: Type.Optional(Amount),
    ...flows,
  },
  closed,
);
export type PersonState = Static<typeof PersonState>;

/** A room, looked at closely. */
export const RoomState = Type.Object({ room: RoomSummary, people: Type.Array(PersonState) }, closed);
export type RoomState = Static<typeof RoomState>;

/** The TURN server that comes with Parley. Counts are since its start. */
export const TurnState = Type.Object(
  {
    allocations: Count,
    connections: Count,
    allocationsMade: Count,
    bytesToPeers: Count,
    bytesToClients: Count,
  },
  closed,
);
export type TurnState = Static<typeof TurnState>;

export const RunningRecording = Type.Object(
  { recordingId: Id, room: Type.String(), startedAt: Time, bytes: Count },
  closed,
);
export type RunningRecording = Static<typeof RunningRecording>;

/** A warning or an error of the log. */
export const LoggedError = Type.Object(
  {
    at: Time,
    level: Type.Enum(['warn', 'error']),
    message: Type.String(),
    /** What else stands in the line; of an error its message, not its stack. */
    fields: Type.Record(Type.String(), Type.String()),
  },
  closed,
);
export type LoggedError = Static<typeof LoggedError>;

export const DrainState = Type.Object(
  {
    startedAt: Time,
    /** When whoever is still in a room is closed out of it. */
    endsAt: Time,
  },
  closed,
);
export type DrainState = Static<typeof DrainState>;

/** What is asked for with a drain. */
export const DrainWish = Type.Object(
  {
    /** How long it waits for rooms to become empty. Without: `DRAIN_SECONDS`. */
    seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 604_800 })),
  },
  closed,
);
export type DrainWish = Static<typeof DrainWish>;

/** The server as it is at a moment. */
const RecordingsState = Type.Object(
  { running: Type.Array(RunningRecording), finished: Count, bytes: Count, filmsQueued: Count },
  closed,
);

export const NodeState = Type.Object(
  {
    at: Time,
    version: Type.String(),
    startedAt: Time,
    /** What keeps it from taking calls, in words. */
    missing: Type.Array(Type.String()),
    draining: Type.Optional(DrainState),
    people: Count,
    rooms: Type.Array(RoomSummary),
    workers: Type.Array(WorkerState),
    /** The process of signaling and HTTP. */
    process: Type.Object(
      {
        /** Of one core, since it was looked at before, or since the start. */
        cpu: Amount,
        memoryBytes: Count,
        /** The share of the time in which it had something to do, since it was looked at before. */
        busy: Amount,
      },
      closed,
    ),
    /** Undefined where it does not run. */
    turn: Type.Optional(TurnState),
    /** Undefined where their folder cannot be read: the log has why. */
    recordings: Type.Optional(RecordingsState),
    /** Of the recordings. Undefined where it cannot be read. */
    disk: Type.Optional(Type.Object({ freeBytes: Count, totalBytes: Count }, closed)),
    /** The last of the log, the newest first. */
    errors: Type.Array(LoggedError),
  },
  closed,
);
export type NodeState = Static<typeof NodeState>;
