// The state that a call publishes, from its parts. Pure.
import { phaseOf, samePhase } from './callPhase.ts';
import type { CallMedia } from './CallMedia.ts';
import type { CallPath, CallState, LocalMediaState, ScreenState } from './CallState.ts';
import type { ConnectionState } from './connectionMachine.ts';
import type { Doorway } from './Doorway.ts';
import type { Obedience } from './Obedience.ts';
import { participants, SELF_ID } from './participants.ts';
import type { RoomState } from './roomState.ts';

export interface StateSources {
  readonly connection: ConnectionState;
  readonly doorway: Pick<Doorway, 'displayName' | 'waits' | 'guarded' | 'goesOn' | 'reason'>;
  readonly obedience: Pick<Obedience, 'mutes' | 'refusal'>;
  /** Of what one asked as a host, how often the server would not. */
  readonly refusals: number;
  readonly refusedBecause: CallState['refusedBecause'];
  readonly room: RoomState | undefined;
  readonly local: LocalMediaState;
  readonly screen: ScreenState;
  /** Ids of the participants who have raised a hand, the first first. */
  readonly hands: readonly string[];
  readonly media: Pick<CallMedia, 'connected' | 'path' | 'screenWay' | 'received' | 'server'>;
}

const nobody: CallState['waiting'] = [];

/** The same object as `before` where nothing changed, and of what did not change, the same parts. */
export function nextState(before: CallState, sources: StateSources): CallState {
  const { connection, room, media } = sources;
  const people = peopleOf(before, sources);
  const samePeople =
    people.length === before.participants.length &&
    people.every((participant, index) => participant === before.participants[index]);
  const phase = phaseOf(connection, sources.doorway);
  const path = room && room.peers.length > 0 ? pathOf(people, media) : undefined;
  const now = {
    room: before.room,
    phase: samePhase(phase, before.phase) ? before.phase : phase,
    participants: samePeople ? before.participants : people,
    mediaConnected: media.connected,
    serverConnected: media.server.connected,
    path: samePath(path, before.path) ? before.path : path,
    door: sources.doorway.reason,
    role: room?.self.role ?? before.role,
    rules: room?.rules,
    recording: room?.recording,
    recordingFailure: room?.recordingFailure,
    recordable: room?.recordable ?? false,
    pin: pinOf(before.pin, room),
    waiting: room && room.self.role === 'host' ? room.waiting : nobody,
    hostMutes: sources.obedience.mutes,
    refusal: sources.obedience.refusal,
    refusals: sources.refusals,
    refusedBecause: sources.refusedBecause,
  };
  const names = Object.keys(now) as (keyof CallState)[];
  return names.some((name) => now[name] !== before[name]) ? now : before;
}

function peopleOf(
  before: CallState,
  { doorway: { displayName }, room, local, screen, hands, media }: StateSources,
) {
  if (displayName === undefined) return [];
  const received = (peerId: string, trackId: string) => media.received(peerId, trackId);
  return participants({ displayName, room, local, screen, hands, received }, before.participants);
}

function pinOf(before: CallState['pin'], room: RoomState | undefined): CallState['pin'] {
  if (!room?.pin) return undefined;
  const { peerId, source } = room.pin;
  const participantId = peerId === room.self.id ? SELF_ID : peerId;
  const isSame = before?.participantId === participantId && before.source === source;
  return isSame ? before : { participantId, source };
}

function pathOf(people: CallState['participants'], { path, screenWay }: StateSources['media']) {
  const isShared = people.some(({ screen }) => screen !== undefined);
  return path && { ...path, screens: isShared ? screenWay : undefined };
}

function samePath(one: CallPath | undefined, other: CallPath | undefined): boolean {
  return one?.way === other?.way && one?.roundTrip === other?.roundTrip && one?.screens === other?.screens;
}
