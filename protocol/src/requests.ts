// Over 300 lines: the requests of the contract stand in one table.
// What a client may ask. Requests go from client to server only; the server sends notifications.
import { Type, type Static, type TSchema } from 'typebox';
import { limits, roles } from './constants.ts';
import {
  DirectId,
  IceServer,
  MediaId,
  Passcode,
  Pin,
  type Permission,
  RecordingWish,
  Role,
  RoomName,
  RoomSettings,
  Rules,
  Snapshot,
  Track,
  TrackId,
  Transport,
  View,
} from './call.ts';
import { Message, MessageId, MessagePage, MessageText, Reaction } from './conversation.ts';
import { DirectCandidate, SessionDescription } from './negotiation.ts';
import { JoinToken } from './joinToken.ts';
import { DisplayName, PeerId } from './person.ts';
import { DtlsFingerprint, MediaKind, RtpCapabilities, RtpParameters } from './rtp.ts';

const closed = { additionalProperties: false } as const;
const Nothing = Type.Object({}, closed);

/** Who may make a request: anybody who has a socket, or who is in a room in one of these roles. */
type Who = 'anybody' | readonly Role[];
const senders = ['host', 'participant'] as const;
const hosts = ['host'] as const;

interface RequestContract {
  summary: string;
  who: Who;
  /** What the rules of the room must allow a participant or viewer for it. */
  permission?: Permission;
  data: TSchema;
  result: TSchema;
}

const ResumeToken = Type.Object({ token: Type.String({ maxLength: limits.resumeTokenLength }) }, closed);

export const requests = {
  join: {
    summary:
      'Enter a room, or come back to it. Answered by a snapshot with everything needed to send and receive.',
    who: 'anybody',
    data: Type.Object(
      {
        protocolVersion: Type.Integer(),
        room: RoomName,
        settings: Type.Optional(RoomSettings),
        passcode: Type.Optional(Passcode),
        token: Type.Optional(JoinToken),
        displayName: DisplayName,
        /** What the browser can receive. mediasoup-client: `device.recvRtpCapabilities`. */
        rtpCapabilities: RtpCapabilities,
        /** Of the certificate that both of the client's transports will use. */
        fingerprints: Type.Array(DtlsFingerprint, { minItems: 1, maxItems: 5 }),
        /** Which kinds of the others' tracks are wanted. */
        subscribe: Type.Array(MediaKind, { maxItems: 2, uniqueItems: true }),
        /** Whether the client can be connected directly to another one. */
        direct: Type.Optional(Type.Boolean()),
        resume: Type.Optional(
          Type.Object(
            {
              ...ResumeToken.properties,
              /** `media.id` of the transports that the client still has; they are then kept. */
              mediaId: Type.Optional(MediaId),
              /** The direct call that the client still has; it then goes on. */
              directId: Type.Optional(DirectId),
            },
            closed,
          ),
        ),
      },
      closed,
    ),
    result: Snapshot,
  },
  knock: {
    summary: 'Ask to be let in, and wait. The socket then hears `admitted`, or is closed with `denied`.',
    who: 'anybody',
    data: Type.Object(
      {
        room: RoomName,
        passcode: Type.Optional(Passcode),
        token: Type.Optional(JoinToken),
        displayName: DisplayName,
        resume: Type.Optional(ResumeToken),
      },
      closed,
    ),
    result: Type.Object({ resumeToken: Type.String() }, closed),
  },
  leave: {
    summary: 'Leave the room for good, or wait no longer to be let in. The server closes the socket.',
    who: roles,
    data: Type.Object(
      {
        /** The page goes away, perhaps to be loaded anew: the place is kept for a moment. */
        mayReturn: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    result: Nothing,
  },
  probe: {
    summary:
      'Try one’s network without a room: a transport that leads nowhere, and the ICE servers. It is closed after a minute, and with the socket.',
    who: 'anybody',
    data: Type.Object(
      {
        /** Of the certificate that the client's end will use. */
        fingerprints: Type.Array(DtlsFingerprint, { minItems: 1, maxItems: 5 }),
      },
      closed,
    ),
    result: Type.Object({ transport: Transport, iceServers: Type.Array(IceServer) }, closed),
  },
  probeSound: {
    summary:
      'Send sound by the transport of a `probe`. Nobody hears it; RTCP tells what of it arrives, and how late.',
    who: 'anybody',
    data: Type.Object({ transportId: MediaId, rtpParameters: RtpParameters }, closed),
    result: Nothing,
  },
  ping: {
    summary: 'Heartbeat: the answer shows that the server is there.',
    who: 'anybody',
    data: Nothing,
    result: Nothing,
  },
  produce: {
    summary:
      'Send a track: what the others are told of it, and the RTP parameters it will arrive with. Said again with the same id after the transports were replaced, or, with `replace`, to send it in another way.',
    who: senders,
    data: Type.Object(
      {
        mediaId: MediaId,
        track: Track,
        rtpParameters: RtpParameters,
        replace: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    result: Nothing,
  },
  setTrackMuted: {
    summary: 'Mute or unmute a track of one’s own: nothing of it is forwarded while it is muted.',
    who: senders,
    data: Type.Object({ trackId: TrackId, muted: Type.Boolean() }, closed),
    result: Nothing,
  },
  closeTrack: {
    summary: 'Stop sending a track of one’s own.',
    who: senders,
    data: Type.Object({ trackId: TrackId }, closed),
    result: Nothing,
  },
  resumeConsumers: {
    summary:
      'Let the packets of consumers come, now that the client can take them. Several at once, since they come in numbers when a room is rebuilt.',
    who: roles,
    data: Type.Object(
      { consumerIds: Type.Array(MediaId, { minItems: 1, maxItems: limits.consumersPerResume }) },
      closed,
    ),
    result: Nothing,
  },
  setViews: {
    summary:
      'The pictures of others that are on the screen, all of them: of the rest, nothing is sent. Before it is said for the first time, pictures come as far as there may be views. It holds over reconnections.',
    who: roles,
    data: Type.Object({ views: Type.Array(View, { maxItems: limits.views }) }, closed),
    result: Nothing,
  },
  startSpeaking: {
    summary:
      'One begins to speak. In a room of many voices, one’s own is then forwarded before the server has heard it.',
    who: senders,
    data: Nothing,
    result: Nothing,
  },
  sendMessage: {
    summary: 'Write to everybody, or to one person. Sent again under the same id, it is there once.',
    who: roles,
    permission: 'chat',
    data: Type.Object({ id: MessageId, text: MessageText, to: Type.Optional(PeerId) }, closed),
    result: Type.Object({ message: Message }, closed),
  },
  earlierMessages: {
    summary: 'The messages before one that is known, as far back as a page goes.',
    who: roles,
    data: Type.Object({ before: Message.properties.sequence }, closed),
    result: Type.Object({ page: MessagePage }, closed),
  },
  raiseHand: {
    summary: 'Ask to speak, after those who have asked before.',
    who: roles,
    data: Nothing,
    result: Nothing,
  },
  lowerHand: { summary: 'Ask no more.', who: roles, data: Nothing, result: Nothing },
  lowerHandOf: {
    summary: 'Lower the hand of somebody, who has been heard.',
    who: hosts,
    data: Type.Object({ peerId: PeerId }, closed),
    result: Nothing,
  },
  react: {
    summary: 'Show the others something for a moment. It is not kept.',
    who: roles,
    data: Type.Object({ reaction: Reaction }, closed),
    result: Nothing,
  },
  restartIce: {
    summary: 'New ICE credentials for a transport of one’s own whose path was lost.',
    who: roles,
    data: Type.Object({ transportId: MediaId }, closed),
    result: Type.Object({ iceParameters: Transport.properties.iceParameters }, closed),
  },
  offer: {
    summary: 'Offer the other person of a direct call a session. Passed on as it is.',
    who: senders,
    data: SessionDescription,
    result: Nothing,
  },
  answer: {
    summary: 'Answer the offer of the other person of a direct call. Passed on as it is.',
    who: senders,
    data: SessionDescription,
    result: Nothing,
  },
  candidate: {
    summary: 'Tell the other person of a direct call an ICE candidate. Passed on as it is.',
    who: senders,
    data: DirectCandidate,
    result: Nothing,
  },
  endDirect: {
    summary:
      'The direct call cannot be made, or is too bad to go on: it ends for both, and is tried again later.',
    who: senders,
    data: Type.Object({ directId: DirectId, reason: Type.Enum(['no_path', 'silent', 'lossy']) }, closed),
    result: Nothing,
  },
  setRole: {
    summary:
      'Give somebody a role: share hosting, hand it over, let somebody only watch. The role of the last host stays.',
    who: hosts,
    data: Type.Object({ peerId: PeerId, role: Role }, closed),
    result: Nothing,
  },
  setRules: {
    summary: 'Decide for everybody: what is named here, and nothing else, is changed.',
    who: hosts,
    data: Type.Object(
      {
        locked: Type.Optional(Type.Boolean()),
        /** Without it, everybody who waits is let in. */
        waitingRoom: Type.Optional(Type.Boolean()),
        /** Null: none is needed. */
        passcode: Type.Optional(Type.Union([Passcode, Type.Null()])),
        allowed: Type.Optional(Rules.properties.allowed),
      },
      closed,
    ),
    result: Nothing,
  },
  setRecording: {
    summary: 'Record the call, pause that, or end it. What is so already stays.',
    who: hosts,
    data: Type.Object({ recording: RecordingWish }, closed),
    result: Nothing,
  },
  muteTrack: {
    summary:
      'Mute a track of somebody: their microphone, their camera. They are told, and may unmute it if the rules allow it.',
    who: hosts,
    data: Type.Object({ peerId: PeerId, trackId: TrackId }, closed),
    result: Nothing,
  },
  muteAll: {
    summary: 'Mute the microphones of everybody else.',
    who: hosts,
    data: Nothing,
    result: Nothing,
  },
  pinForAll: {
    summary:
      'Show a picture large to everybody, in place of the one before; without `pin`, none any more. It ends by itself with the person or the screen.',
    who: hosts,
    data: Type.Object({ pin: Type.Optional(Pin) }, closed),
    result: Nothing,
  },
  admit: {
    summary: 'Let in people who wait: one, or all who are named.',
    who: hosts,
    data: Type.Object({ peerIds: Type.Array(PeerId, { minItems: 1, maxItems: limits.waiting }) }, closed),
    result: Nothing,
  },
  deny: {
    summary: 'Do not let in somebody who waits.',
    who: hosts,
    data: Type.Object({ peerId: PeerId }, closed),
    result: Nothing,
  },
  ban: {
    summary: 'Take somebody out for as long as the room is there.',
    who: hosts,
    data: Type.Object({ peerId: PeerId }, closed),
    result: Nothing,
  },
  remove: {
    summary: 'Take somebody out of the room.',
    who: hosts,
    data: Type.Object({ peerId: PeerId }, closed),
    result: Nothing,
  },
  endForAll: {
    summary: 'End the call for everybody.',
    who: hosts,
    data: Nothing,
    result: Nothing,
  },
} satisfies Record<string, RequestContract>;

export type Method = keyof typeof requests;
export type RequestData<M extends Method> = Static<(typeof requests)[M]['data']>;
export type RequestResult<M extends Method> = Static<(typeof requests)[M]['result']>;
