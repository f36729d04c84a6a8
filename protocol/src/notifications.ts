// What the server tells without being asked: deltas to the snapshot.
import { Type, type Static, type TSchema } from 'typebox';
import {
  Consumer,
  DirectCall,
  IceServers,
  Media,
  MediaId,
  Peer,
  Pin,
  RecordingState,
  Role,
  RoomName,
  Rules,
  Track,
  TrackDemand,
  TrackId,
  TrackRef,
  VideoCodec,
  Waiting,
} from './call.ts';
import { Message, Reaction } from './conversation.ts';
import { DirectCandidate, SessionDescription } from './negotiation.ts';
import { PeerId } from './person.ts';
import { RtpCapabilities } from './rtp.ts';

const closed = { additionalProperties: false } as const;

interface NotificationContract {
  summary: string;
  data: TSchema;
}

export const notifications = {
  welcome: {
    summary: 'The first frame on every socket: what a client must know to make its `join`.',
    data: Type.Object({ protocolVersion: Type.Integer(), routerRtpCapabilities: RtpCapabilities }, closed),
  },
  peerJoined: { summary: 'Somebody came in.', data: Type.Object({ peer: Peer }, closed) },
  peerLeft: { summary: 'Somebody is gone.', data: Type.Object({ peerId: PeerId }, closed) },
  roleChanged: {
    summary: 'Somebody, perhaps oneself, has another role from now on.',
    data: Type.Object({ peerId: PeerId, role: Role }, closed),
  },
  rulesChanged: {
    summary: 'The hosts have decided something else for everybody.',
    data: Type.Object({ rules: Rules }, closed),
  },
  pinChanged: {
    summary: 'A host shows another picture large to everybody, or, without `pin`, none.',
    data: Type.Object({ pin: Type.Optional(Pin) }, closed),
  },
  recordingChanged: {
    summary:
      'The call is recorded from now on, or paused, or not any more; `cause`: why, where nobody asked for that.',
    data: Type.Object(
      { recording: Type.Optional(RecordingState), cause: Type.Optional(Type.Enum(['disk', 'recorder'])) },
      closed,
    ),
  },
  recordingAccess: {
    summary:
      'To hosts: the recording that goes on, and what lets one see it, and delete it, when the call is over.',
    data: Type.Object(
      {
        recordingId: Type.String(),
        token: Type.String(),
        room: RoomName,
        /** Milliseconds since 1970. */
        startedAt: Type.Number(),
      },
      closed,
    ),
  },
  waitingChanged: {
    summary: 'To hosts: who waits to be let in now, in the order in which they came.',
    data: Type.Object({ waiting: Type.Array(Waiting) }, closed),
  },
  admitted: {
    summary: 'To somebody who waits: a host lets one in. `join` with the resume token.',
    data: Type.Object({}, closed),
  },
  trackMuted: {
    summary: 'A host muted a track of one’s own, and only oneself may unmute it.',
    data: Type.Object({ trackId: TrackId, by: PeerId }, closed),
  },
  trackAdded: {
    summary: 'A peer began to send a track.',
    data: Type.Object({ peerId: PeerId, track: Track }, closed),
  },
  trackChanged: {
    summary: 'A peer muted or unmuted a track.',
    data: Type.Object({ peerId: PeerId, trackId: TrackId, muted: Type.Boolean() }, closed),
  },
  trackRemoved: {
    summary: 'A peer stopped sending a track.',
    data: Type.Object({ peerId: PeerId, trackId: TrackId }, closed),
  },
  consumerAdded: {
    summary: 'A track of another peer can now be received.',
    data: Type.Object({ consumer: Consumer }, closed),
  },
  consumerClosed: {
    summary: 'A consumer is gone; its track may still be there and get another.',
    data: Type.Object({ consumerId: MediaId }, closed),
  },
  trackDemand: {
    summary: 'More or fewer sizes of one’s own picture are watched than before.',
    data: TrackDemand,
  },
  picturesWithheld: {
    summary:
      'Which pictures on the screen do not come, since the line is too narrow for all of them: these, and no others.',
    data: Type.Object({ pictures: Type.Array(TrackRef) }, closed),
  },
  videoCodecChanged: {
    summary: 'Cameras are to be sent in another codec from now on: not everybody can decode that of before.',
    data: Type.Object({ videoCodec: VideoCodec }, closed),
  },
  speakers: {
    summary: 'Who is speaking now, loudest first, with the level in dBov (−127 to 0). Empty: silence.',
    data: Type.Object(
      {
        speakers: Type.Array(
          Type.Object({ peerId: PeerId, volume: Type.Number({ minimum: -127, maximum: 0 }) }, closed),
        ),
      },
      closed,
    ),
  },
  messageAdded: {
    summary: 'A message to everybody or to oneself.',
    data: Type.Object({ message: Message }, closed),
  },
  handRaised: {
    summary: 'Somebody raised a hand: the last of those that are raised now.',
    data: Type.Object({ peerId: PeerId }, closed),
  },
  handLowered: { summary: 'A hand was lowered.', data: Type.Object({ peerId: PeerId }, closed) },
  reactions: {
    summary: 'What people show for a moment, in its order.',
    data: Type.Object(
      { reactions: Type.Array(Type.Object({ peerId: PeerId, reaction: Reaction }, closed)) },
      closed,
    ),
  },
  mediaReset: {
    summary: 'The media server lost the transports: make new ones from this and send every track again.',
    data: Type.Object({ media: Media }, closed),
  },
  iceServersChanged: {
    summary: 'New credentials of the TURN servers, well before the old ones run out.',
    data: Type.Object({ iceServers: IceServers }, closed),
  },
  directChanged: {
    summary:
      'A direct call may begin, in place of the one before; without `direct`, the SFU takes over again.',
    data: Type.Object({ direct: Type.Optional(DirectCall) }, closed),
  },
  offer: { summary: 'The other person of the direct call offers a session.', data: SessionDescription },
  answer: { summary: 'The other person of the direct call answers the offer.', data: SessionDescription },
  candidate: { summary: 'The other person of the direct call may be reached here.', data: DirectCandidate },
} satisfies Record<string, NotificationContract>;

export type NotificationMethod = keyof typeof notifications;
export type NotificationData<M extends NotificationMethod> = Static<(typeof notifications)[M]['data']>;
