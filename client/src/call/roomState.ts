// What is known of the room: a snapshot, and what the server has told since. Pure.
import type {
  NotificationFrame,
  Peer,
  Pin,
  RecordingState,
  Role,
  Rules,
  Snapshot,
  Track,
  TrackRef,
  VideoCodec,
  Waiting,
} from '@parley/protocol';
import type { RecordingFailure } from './CallState.ts';

export interface RoomState {
  readonly self: Peer;
  /** How many voices the server forwards at a time. */
  readonly voices: number;
  readonly videoCodec: VideoCodec;
  readonly rules: Rules;
  /** What a host shows large to everybody. */
  readonly pin: Pin | undefined;
  readonly recordable: boolean;
  readonly recording: RecordingState | undefined;
  /** Why the last one ended by itself. */
  readonly recordingFailure: RecordingFailure | undefined;
  /** Who waits to be let in, where one may let them in. */
  readonly waiting: readonly Waiting[];
  /** The others, in the order in which they came. */
  readonly peers: readonly Peer[];
  /** Ids of those who have raised a hand, the first first. */
  readonly hands: readonly string[];
  /** Ids of those who were here before the server was restarted, and have not come back yet. */
  readonly awaited: ReadonlySet<string>;
  /** Pictures that do not come, since one's line is too narrow. */
  readonly withheld: readonly TrackRef[];
  /** dBov by peer id, of those who speak now. */
  readonly speakers: ReadonlyMap<string, number>;
}

/**
 * The snapshot replaces what was known `before`. Only in a new place, as after a restart of the server, those who
 * were there are awaited for a while: everybody comes back at a moment of their own, and nobody has left.
 */
export function roomFromSnapshot(
  { room, self, peers, pin, recording, waiting, hands, media, resumed }: Snapshot,
  before?: RoomState,
): RoomState {
  const known = resumed ? [] : (before?.peers ?? []);
  const here = new Map(peers.map((peer) => [peer.id, peer]));
  const stayed = known.map((peer) => here.get(peer.id) ?? peer);
  const places = new Set(stayed.map(({ id }) => id));
  return {
    self,
    voices: room.voices,
    videoCodec: room.videoCodec,
    rules: room.rules,
    pin,
    recordable: room.recordable,
    recording,
    recordingFailure: undefined,
    waiting,
    peers: [...stayed, ...peers.filter(({ id }) => !places.has(id))],
    hands,
    awaited: new Set(known.filter(({ id }) => !here.has(id)).map(({ id }) => id)),
    withheld: media.withheld,
    speakers: new Map(),
  };
}

/** Whoever is awaited still is gone. */
export function endAwaiting(room: RoomState): RoomState {
  if (room.awaited.size === 0) return room;
  return { ...room, peers: room.peers.filter(({ id }) => !room.awaited.has(id)), awaited: new Set() };
}

/** Whether there are more voices than the server forwards at a time, if one's own is among them. */
export function hasManyVoices({ peers, voices }: RoomState): boolean {
  const tracks = peers.flatMap((peer) => peer.tracks);
  return tracks.filter(({ source, muted }) => source === 'microphone' && !muted).length + 1 > voices;
}

export function reduceRoom(room: RoomState, { method, data }: NotificationFrame): RoomState {
  switch (method) {
    case 'peerJoined':
      return withPeer(room, data.peer);
    case 'peerLeft':
      return {
        ...room,
        peers: room.peers.filter((peer) => peer.id !== data.peerId),
        hands: room.hands.filter((id) => id !== data.peerId),
      };
    case 'waitingChanged':
      return { ...room, waiting: data.waiting };
    case 'pinChanged':
      return { ...room, pin: data.pin };
    case 'recordingChanged':
      return { ...room, recording: data.recording, recordingFailure: data.cause };
    case 'rulesChanged':
      return { ...room, rules: data.rules };
    case 'roleChanged':
      return withRole(room, data.peerId, data.role);
    case 'handRaised':
      return { ...room, hands: [...room.hands.filter((id) => id !== data.peerId), data.peerId] };
    case 'handLowered':
      return { ...room, hands: room.hands.filter((id) => id !== data.peerId) };
    case 'trackAdded':
      return withTracks(room, data.peerId, (tracks) => [
        ...tracks.filter((track) => track.id !== data.track.id),
        data.track,
      ]);
    case 'trackChanged':
      return withTracks(room, data.peerId, (tracks) =>
        tracks.map((track) => (track.id === data.trackId ? { ...track, muted: data.muted } : track)),
      );
    case 'trackRemoved':
      return withTracks(room, data.peerId, (tracks) => tracks.filter((track) => track.id !== data.trackId));
    case 'picturesWithheld':
      return { ...room, withheld: data.pictures };
    case 'mediaReset':
      return { ...room, withheld: data.media.withheld };
    case 'videoCodecChanged':
      return { ...room, videoCodec: data.videoCodec };
    case 'speakers':
      return { ...room, speakers: new Map(data.speakers.map(({ peerId, volume }) => [peerId, volume])) };
    case 'messageAdded':
    case 'reactions':
    case 'welcome':
    case 'consumerAdded':
    case 'consumerClosed':
    case 'trackDemand':
    case 'trackMuted':
    case 'recordingAccess':
    case 'admitted':
    case 'iceServersChanged':
    case 'directChanged':
    case 'offer':
    case 'answer':
    case 'candidate':
      return room;
    default:
      // A notification of a newer server.
      method satisfies never;
      return room;
  }
}

/** In the place where the peer was, or at the end. */
function withPeer(room: RoomState, joined: Peer): RoomState {
  const awaited = new Set([...room.awaited].filter((id) => id !== joined.id));
  const isKnown = room.peers.some(({ id }) => id === joined.id);
  const peers = isKnown
    ? room.peers.map((peer) => (peer.id === joined.id ? joined : peer))
    : [...room.peers, joined];
  return { ...room, peers, awaited };
}

function withRole(room: RoomState, peerId: string, role: Role): RoomState {
  if (peerId === room.self.id) return { ...room, self: { ...room.self, role } };
  return { ...room, peers: room.peers.map((peer) => (peer.id === peerId ? { ...peer, role } : peer)) };
}

function withTracks(room: RoomState, peerId: string, change: (tracks: Track[]) => Track[]): RoomState {
  return {
    ...room,
    peers: room.peers.map((peer) => (peer.id === peerId ? { ...peer, tracks: change(peer.tracks) } : peer)),
  };
}
