// The people on the screen, from what is known of the room and of the media. Pure.
import type { Peer, TrackSource } from '@parley/protocol';
import type { DeviceState, LocalMediaState, MediaTrack, Participant, ScreenState } from './CallState.ts';
import type { RoomState } from './roomState.ts';

/** Oneself keeps one id from before the join over every reconnection, so that the picture stays in place. */
export const SELF_ID = 'self';

export interface ParticipantSources {
  readonly displayName: string;
  readonly room: RoomState | undefined;
  readonly local: LocalMediaState;
  readonly screen: Pick<ScreenState, 'picture'>;
  /** Ids of those who have raised a hand, the first first; oneself as `SELF_ID`. */
  readonly hands: readonly string[];
  readonly received: (peerId: string, trackId: string) => MediaStreamTrack | undefined;
}

const unmuted = { muted: false, withheld: false };

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

function oneself({ displayName, room, local, screen, hands }: ParticipantSources): Participant {
  return {
    id: SELF_ID,
    displayName: room?.self.displayName ?? displayName,
    isSelf: true,
    role: room?.self.role ?? 'participant',
    camera: ownTrack('camera', local.camera),
    microphone: ownTrack('microphone', local.microphone),
    screen: screen.picture && { ...unmuted, id: 'screen', source: 'screen', track: screen.picture },
    // Nobody hears themselves.
    screenSound: undefined,
    hand: placeIn(hands, SELF_ID),
  };
}

function ownTrack(source: TrackSource, { wanted, track }: DeviceState): MediaTrack {
  return { id: source, source, muted: !wanted || !track, withheld: false, track };
}

function other(peer: Peer, { room, hands, received }: ParticipantSources): Participant {
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
    screen: track('screen'),
    screenSound: track('screenSound'),
    hand: placeIn(hands, peer.id),
  };
}

function keep(before: Participant | undefined, now: Participant): Participant {
  if (!before) return now;
  const kept: Participant = {
    ...now,
    camera: keepTrack(before.camera, now.camera),
    microphone: keepTrack(before.microphone, now.microphone),
    screen: keepTrack(before.screen, now.screen),
    screenSound: keepTrack(before.screenSound, now.screenSound),
  };
  const names = Object.keys(kept) as (keyof Participant)[];
  return names.every((name) => kept[name] === before[name]) ? before : kept;
}

function keepTrack(before: MediaTrack | undefined, now: MediaTrack | undefined): MediaTrack | undefined {
  const same =
    before?.id === now?.id &&
    before?.muted === now?.muted &&
    before?.withheld === now?.withheld &&
    before?.track === now?.track;
  return same ? before : now;
}
