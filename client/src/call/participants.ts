// The people on the screen, from what is known of the room and of the media. Pure.
import type { Peer, TrackSource } from '@parley/protocol';
import type { DeviceState, LocalMediaState, MediaTrack, Participant } from './CallState.ts';
import type { RoomState } from './roomState.ts';

/** Oneself keeps one id from before the join over every reconnection, so that the picture stays in place. */
export const SELF_ID = 'self';
/** dBov of somebody who can just be heard, and of a loud voice. */
const QUIET = -70;
const LOUD = -20;

export interface ParticipantSources {
  readonly displayName: string;
  readonly room: RoomState | undefined;
  readonly local: LocalMediaState;
  /** dBov by peer id, of those who speak now. */
  readonly speakers: ReadonlyMap<string, number>;
  /** Ids of those who have raised a hand, the first first; oneself as `SELF_ID`. */
  readonly hands: readonly string[];
  readonly received: (peerId: string, trackId: string) => MediaStreamTrack | undefined;
}

/** Those of `previous` that did not change stay the same objects. */
export function participants(sources: ParticipantSources, previous: readonly Participant[]): Participant[] {
  const before = new Map(previous.map((participant) => [participant.id, participant]));
  const others = sources.room?.peers.map((peer) => other(peer, sources)) ?? [];
  return [oneself(sources), ...others].map((now) => keep(before.get(now.id), now));
}

function placeIn(hands: readonly string[], id: string): number | undefined {
  const at = hands.indexOf(id);
  return at === -1 ? undefined : at + 1;
}

/** A level from 0 to 1; whoever the server calls a speaker is above 0. */
function speakingLevel(volume: number | undefined): number {
  if (volume === undefined) return 0;
  return Math.min(1, Math.max(0.05, (volume - QUIET) / (LOUD - QUIET)));
}

function oneself({ displayName, room, local, speakers, hands }: ParticipantSources): Participant {
  const microphone = ownTrack('microphone', local.microphone);
  return {
    id: SELF_ID,
    displayName: room?.self.displayName ?? displayName,
    isSelf: true,
    role: room?.self.role ?? 'participant',
    camera: ownTrack('camera', local.camera),
    microphone,
    hand: placeIn(hands, SELF_ID),
    speaking: room && !microphone.muted ? speakingLevel(speakers.get(room.self.id)) : 0,
  };
}

function ownTrack(source: TrackSource, { wanted, track }: DeviceState): MediaTrack {
  return { id: source, source, muted: !wanted || !track, withheld: false, track };
}

function other(peer: Peer, { room, speakers, hands, received }: ParticipantSources): Participant {
  const track = (source: TrackSource): MediaTrack | undefined => {
    const found = peer.tracks.find((candidate) => candidate.source === source);
    if (!found) return undefined;
    const { id, muted } = found;
    const withheld = room?.withheld.some((ref) => ref.peerId === peer.id && ref.trackId === id) ?? false;
    return { id, source, muted, withheld, track: received(peer.id, id) };
  };
  return {
    id: peer.id,
    displayName: peer.displayName,
    isSelf: false,
    role: peer.role,
    camera: track('camera'),
    microphone: track('microphone'),
    hand: placeIn(hands, peer.id),
    speaking: speakingLevel(speakers.get(peer.id)),
  };
}

function keep(before: Participant | undefined, now: Participant): Participant {
  if (!before) return now;
  const camera = keepTrack(before.camera, now.camera);
  const microphone = keepTrack(before.microphone, now.microphone);
  const same =
    camera === before.camera &&
    microphone === before.microphone &&
    now.displayName === before.displayName &&
    now.role === before.role &&
    now.hand === before.hand &&
    now.speaking === before.speaking;
  return same ? before : { ...now, camera, microphone };
}

function keepTrack(before: MediaTrack | undefined, now: MediaTrack | undefined): MediaTrack | undefined {
  const same =
    before?.id === now?.id &&
    before?.muted === now?.muted &&
    before?.withheld === now?.withheld &&
    before?.track === now?.track;
  return same ? before : now;
}
