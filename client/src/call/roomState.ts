// What is known of the room: a snapshot, and what the server has told since. Pure.
import type { NotificationFrame, Peer, Snapshot, Track } from '@parley/protocol';

export interface RoomState {
  readonly self: Peer;
  /** The others, in the order in which they came. */
  readonly peers: readonly Peer[];
  /** dBov by peer id, of those who speak now. */
  readonly speakers: ReadonlyMap<string, number>;
}

export function roomFromSnapshot(snapshot: Snapshot): RoomState {
  return { self: snapshot.self, peers: snapshot.peers, speakers: new Map() };
}

export function reduceRoom(room: RoomState, { method, data }: NotificationFrame): RoomState {
  switch (method) {
    case 'peerJoined':
      return { ...room, peers: [...room.peers.filter((peer) => peer.id !== data.peer.id), data.peer] };
    case 'peerLeft':
      return { ...room, peers: room.peers.filter((peer) => peer.id !== data.peerId) };
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
    case 'speakers':
      return { ...room, speakers: new Map(data.speakers.map(({ peerId, volume }) => [peerId, volume])) };
    case 'welcome':
    case 'consumerAdded':
    case 'consumerClosed':
    case 'mediaReset':
      return room;
    default:
      // A notification of a newer server.
      method satisfies never;
      return room;
  }
}

function withTracks(room: RoomState, peerId: string, change: (tracks: Track[]) => Track[]): RoomState {
  return {
    ...room,
    peers: room.peers.map((peer) => (peer.id === peerId ? { ...peer, tracks: change(peer.tracks) } : peer)),
  };
}
