// What a call is made of, as it travels: peers, their tracks, and the media that carries them.
import { Type, type Static } from 'typebox';
import { limits, normalizeRoomName, permissions, roles, sourceKinds, videoCodecs } from './constants.ts';
import { ChatSnapshot } from './conversation.ts';
import { DisplayName, PeerId } from './person.ts';
import { DtlsFingerprint, MediaKind, RtpParameters } from './rtp.ts';

const closed = { additionalProperties: false } as const;

/**
 * A room's name: letters and digits of any script in words joined by single hyphens. It must be spelled as
 * `normalizeRoomName` spells it; the keyword is checked by the server.
 */
export const RoomName = Type.String({
  minLength: 1,
  maxLength: limits.roomNameLength,
  pattern: '^[\\p{L}\\p{M}\\p{N}]+(-[\\p{L}\\p{M}\\p{N}]+)*$',
});

/** Whether the text is a room's name in its one spelling. */
export function isRoomName(text: string): boolean {
  return text !== '' && text === normalizeRoomName(text);
}

/** Chosen by the peer that sends the track, unique among its own, the same for as long as it sends it. */
export const TrackId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });

/** A mediasoup id, made by the server. */
export const MediaId = Type.String({ minLength: 1, maxLength: 64 });

/** Of a direct call; made by the server. */
export const DirectId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });

/** What a track shows or plays. */
export const TrackSource = Type.Enum(Object.keys(sourceKinds) as (keyof typeof sourceKinds)[]);
export type TrackSource = Static<typeof TrackSource>;

/** What hosts may allow participants, or not. */
export const Permission = Type.Enum([...permissions]);
export type Permission = Static<typeof Permission>;

/** Which permission a participant needs to send of each source, unmuted. */
export const sourcePermissions: Readonly<Record<TrackSource, Permission>> = {
  microphone: 'unmute',
  camera: 'video',
  screen: 'shareScreen',
  screenSound: 'shareScreen',
};

export const Track = Type.Object(
  { id: TrackId, kind: MediaKind, source: TrackSource, muted: Type.Boolean() },
  closed,
);
export type Track = Static<typeof Track>;

/** What a peer may do; the requests say which roles may make them. */
export const Role = Type.Enum([...roles]);
export type Role = Static<typeof Role>;

export const Peer = Type.Object(
  { id: PeerId, displayName: DisplayName, role: Role, tracks: Type.Array(Track) },
  closed,
);
export type Peer = Static<typeof Peer>;

/** The server's end of a WebRTC transport. mediasoup: WebRtcTransport. */
export const Transport = Type.Object(
  {
    id: MediaId,
    iceParameters: Type.Object(
      {
        usernameFragment: Type.String(),
        password: Type.String(),
        iceLite: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    iceCandidates: Type.Array(
      Type.Object(
        {
          foundation: Type.String(),
          priority: Type.Integer(),
          ip: Type.String(),
          address: Type.String(),
          protocol: Type.Enum(['udp', 'tcp']),
          port: Type.Integer(),
          type: Type.Literal('host'),
          tcpType: Type.Optional(Type.Literal('passive')),
        },
        closed,
      ),
    ),
    dtlsParameters: Type.Object(
      {
        role: Type.Optional(Type.Enum(['auto', 'client', 'server'])),
        fingerprints: Type.Array(DtlsFingerprint),
      },
      closed,
    ),
  },
  closed,
);
export type Transport = Static<typeof Transport>;

/** One track of another peer, on its way to this one. mediasoup: Consumer. */
export const Consumer = Type.Object(
  {
    id: MediaId,
    peerId: PeerId,
    trackId: TrackId,
    kind: MediaKind,
    rtpParameters: RtpParameters,
    /** True until the client says `resumeConsumers`, once it can take the packets. */
    paused: Type.Boolean(),
  },
  closed,
);
export type Consumer = Static<typeof Consumer>;

/** A picture of another peer that is on the screen: how large, in device pixels, and whether it is meant to be seen best. */
export const View = Type.Object(
  {
    peerId: PeerId,
    trackId: TrackId,
    width: Type.Integer({ minimum: 1, maximum: limits.viewLength }),
    height: Type.Integer({ minimum: 1, maximum: limits.viewLength }),
    pinned: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type View = Static<typeof View>;

/**
 * In how many of its sizes, from the smallest up, somebody watches a picture. The others need not be encoded; with 0,
 * nothing of it.
 */
export const TrackDemand = Type.Object({ trackId: TrackId, sizes: Type.Integer({ minimum: 0 }) }, closed);
export type TrackDemand = Static<typeof TrackDemand>;

/** One track of one peer. */
export const TrackRef = Type.Object({ peerId: PeerId, trackId: TrackId }, closed);
export type TrackRef = Static<typeof TrackRef>;

/** Everything a peer needs to send and receive through the SFU. A new id means: make new transports. */
export const Media = Type.Object(
  {
    id: MediaId,
    sendTransport: Transport,
    receiveTransport: Transport,
    consumers: Type.Array(Consumer),
    /** Of one's own pictures. One that is not here has not been decided on: all of its sizes may be sent. */
    demands: Type.Array(TrackDemand),
    /** Pictures on the screen that do not come, since the line is too narrow for all of them. */
    withheld: Type.Array(TrackRef),
  },
  closed,
);
export type Media = Static<typeof Media>;

export const IceServer = Type.Object(
  {
    urls: Type.Array(Type.String({ pattern: '^(stuns?|turns?):' }), { minItems: 1 }),
    username: Type.Optional(Type.String()),
    credential: Type.Optional(Type.String()),
  },
  closed,
);
export type IceServer = Static<typeof IceServer>;

/** For each kind of connection its own: a TURN server may relay to the SFU and to nobody else. */
export const IceServers = Type.Object({ sfu: Type.Array(IceServer), direct: Type.Array(IceServer) }, closed);
export type IceServers = Static<typeof IceServers>;

/**
 * A connection from browser to browser between the two people of a room, beside the one over the SFU. A new id
 * means a new connection. One of the two makes the first offer; any later one may come from either.
 */
export const DirectCall = Type.Object({ id: DirectId, peerId: PeerId, makesOffer: Type.Boolean() }, closed);
export type DirectCall = Static<typeof DirectCall>;

/** How cameras are encoded. A browser that cannot send it sends another one. */
export const VideoCodec = Type.Enum([...videoCodecs]);
export type VideoCodec = Static<typeof VideoCodec>;

/** What the first to join says of a room; for the rest the server decides. In a room that is there it changes nothing. */
export const RoomSettings = Type.Object({ videoCodec: Type.Optional(VideoCodec) }, closed);
export type RoomSettings = Static<typeof RoomSettings>;

/** What the hosts have decided for everybody. */
export const Rules = Type.Object(
  {
    /** Whether nobody new is let in. */
    locked: Type.Boolean(),
    /** Whether a host has to let in everybody new. */
    waitingRoom: Type.Boolean(),
    /** Whether there is a passcode, which is never told. */
    passcode: Type.Boolean(),
    /** What participants may do. Hosts may do all of it. */
    allowed: Type.Array(Permission, { uniqueItems: true }),
  },
  closed,
);
export type Rules = Static<typeof Rules>;

/** What somebody says to be let in. */
export const Passcode = Type.String({ minLength: 1, maxLength: limits.passcodeLength });

/** Somebody who waits to be let in, with the peer id that they will have. */
export const Waiting = Type.Object({ id: PeerId, displayName: DisplayName }, closed);
export type Waiting = Static<typeof Waiting>;

/** A picture that a host shows large to everybody: of a camera, be it on or off, or of a screen. */
export const Pin = Type.Object({ peerId: PeerId, source: Type.Enum(['camera', 'screen']) }, closed);
export type Pin = Static<typeof Pin>;

/** The whole state of a call as one peer sees it. It replaces whatever the client knew before. */
export const RecordingState = Type.Object(
  {
    /** Milliseconds since 1970. */
    startedAt: Type.Number(),
    paused: Type.Boolean(),
  },
  closed,
);
export type RecordingState = Static<typeof RecordingState>;

/** What a host wants of the recording. */
export const RecordingWish = Type.Enum(['on', 'paused', 'off']);
export type RecordingWish = Static<typeof RecordingWish>;

export const Snapshot = Type.Object(
  {
    room: Type.Object(
      {
        name: RoomName,
        /** How many voices are forwarded at a time. */
        voices: Type.Integer({ minimum: 1 }),
        videoCodec: VideoCodec,
        rules: Rules,
        /** Whether hosts may record. */
        recordable: Type.Boolean(),
      },
      closed,
    ),
    /** Whether this is the place that the resume token was for; after a restart of the server it is a new one. */
    resumed: Type.Boolean(),
    self: Peer,
    /** One's own tracks that a host has muted, and that one has not unmuted since. */
    mutedByHost: Type.Array(TrackId),
    peers: Type.Array(Peer),
    chat: ChatSnapshot,
    /** Who has raised a hand, the first first. */
    hands: Type.Array(PeerId),
    /** For a host: who waits to be let in, in the order in which they came. Otherwise empty. */
    waiting: Type.Array(Waiting),
    /** What a host shows large to everybody. */
    pin: Type.Optional(Pin),
    media: Media,
    /** Absent while the call is not recorded. */
    recording: Type.Optional(RecordingState),
    /** Absent while the call goes over the SFU only. */
    direct: Type.Optional(DirectCall),
    iceServers: IceServers,
    /** Given back in `join` to take this place again after the socket was lost. */
    resumeToken: Type.String(),
  },
  closed,
);
export type Snapshot = Static<typeof Snapshot>;
