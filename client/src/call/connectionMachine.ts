// Where the connection to the room stands: a table of states and events, and the pure function that reads it.
import { closeReasons } from '@parley/protocol/constants';
import type { DoorReason, EndReason } from './CallState.ts';
import type { SignalingError } from './SignalingError.ts';

export type ConnectionState =
  | { readonly name: 'idle' }
  /** `attempt` counts the failures since the connection was last stable. */
  | { readonly name: LiveState; readonly attempt: number }
  | { readonly name: 'ended'; readonly reason: EndReason };

type LiveState =
  /** In the lobby: the socket opens ahead of the join. */
  | 'warming'
  /** In the lobby: the join can go out at once. */
  | 'ready'
  /** In the lobby, between two sockets. */
  | 'cooling'
  /** On the way in: the socket opens. */
  | 'opening'
  /** On the way in: the join was sent. */
  | 'joining'
  /** A host is to let the person in; the socket hears of it. */
  | 'knocking'
  | 'joined'
  /** On the way in, between two sockets. */
  | 'waiting';

export type StateName = ConnectionState['name'];

export type ConnectionEvent =
  | { readonly name: 'prepare' | 'join' | 'leave' }
  /** The page goes away, perhaps to be loaded anew. */
  | { readonly name: 'gone' }
  /** The server said welcome, and the device is loaded. */
  | { readonly name: 'ready' }
  /** The join was answered. */
  | { readonly name: 'snapshot' }
  /** The socket has held for a while. */
  | { readonly name: 'stable' }
  /** The socket is gone or useless; another may do better. */
  | { readonly name: 'lost' }
  /** It is time for another try. */
  | { readonly name: 'retry' }
  /** The room is closed to the person, as they are, or for once: back to the lobby. */
  | { readonly name: 'turnedBack'; readonly reason: DoorReason | undefined }
  /** A host has to let the person in. */
  | { readonly name: 'mustWait' }
  /** A host lets the person in. */
  | { readonly name: 'admitted' }
  /** No other try can do better. */
  | { readonly name: 'refused'; readonly reason: EndReason };

export type EventName = ConnectionEvent['name'];

export type Effect =
  | 'openSocket'
  | 'closeSocket'
  | 'sendJoin'
  | 'sendKnock'
  | 'sendLeave'
  | 'sendStepOut'
  | 'scheduleRetry'
  | 'cancelRetry'
  | 'watchStability'
  | 'cancelStability'
  | 'release';

interface Step {
  readonly target: StateName;
  /** What becomes of the count of failures. */
  readonly attempt?: 'next' | 'reset';
  readonly effects?: readonly Effect[];
}

type Row = Readonly<Record<EventName, Step | undefined>>;

const ignored: Row = {
  prepare: undefined,
  join: undefined,
  leave: undefined,
  gone: undefined,
  ready: undefined,
  snapshot: undefined,
  stable: undefined,
  lost: undefined,
  turnedBack: undefined,
  mustWait: undefined,
  admitted: undefined,
  retry: undefined,
  refused: undefined,
};
const live: Row = {
  ...ignored,
  leave: { target: 'ended' },
  gone: { target: 'ended' },
  refused: { target: 'ended' },
};

/** What each event does in each state; undefined: nothing. */
export const TABLE: Readonly<Record<StateName, Row>> = {
  idle: {
    ...live,
    prepare: { target: 'warming', effects: ['openSocket'] },
    join: { target: 'opening', effects: ['openSocket'] },
  },
  warming: {
    ...live,
    join: { target: 'opening', attempt: 'reset' },
    ready: { target: 'ready' },
    lost: { target: 'cooling', attempt: 'next' },
  },
  ready: {
    ...live,
    join: { target: 'joining', attempt: 'reset' },
    stable: { target: 'ready', attempt: 'reset' },
    lost: { target: 'cooling', attempt: 'next' },
  },
  cooling: {
    ...live,
    join: { target: 'opening', attempt: 'reset', effects: ['openSocket'] },
    retry: { target: 'warming', effects: ['openSocket'] },
  },
  opening: {
    ...live,
    ready: { target: 'joining' },
    lost: { target: 'waiting', attempt: 'next' },
  },
  joining: {
    ...live,
    leave: { target: 'ended', effects: ['sendLeave'] },
    gone: { target: 'ended', effects: ['sendStepOut'] },
    snapshot: { target: 'joined' },
    turnedBack: { target: 'ready', attempt: 'reset' },
    mustWait: { target: 'knocking' },
    lost: { target: 'waiting', attempt: 'next' },
  },
  knocking: {
    ...live,
    leave: { target: 'ended', effects: ['sendLeave'] },
    gone: { target: 'ended', effects: ['sendStepOut'] },
    stable: { target: 'knocking', attempt: 'reset' },
    admitted: { target: 'joining' },
    turnedBack: { target: 'ready', attempt: 'reset' },
    lost: { target: 'waiting', attempt: 'next' },
  },
  joined: {
    ...live,
    leave: { target: 'ended', effects: ['sendLeave'] },
    gone: { target: 'ended', effects: ['sendStepOut'] },
    stable: { target: 'joined', attempt: 'reset' },
    lost: { target: 'waiting', attempt: 'next' },
  },
  waiting: {
    ...live,
    retry: { target: 'opening', effects: ['openSocket'] },
  },
  ended: ignored,
};

/** What happens whenever a state is entered or left for another one, whatever the event. */
const ENTER: Readonly<Partial<Record<StateName, readonly Effect[]>>> = {
  ready: ['watchStability'],
  cooling: ['closeSocket', 'scheduleRetry'],
  joining: ['sendJoin'],
  knocking: ['sendKnock', 'watchStability'],
  joined: ['watchStability'],
  waiting: ['closeSocket', 'scheduleRetry'],
  ended: ['closeSocket', 'release'],
};
const EXIT: Readonly<Partial<Record<StateName, readonly Effect[]>>> = {
  ready: ['cancelStability'],
  cooling: ['cancelRetry'],
  knocking: ['cancelStability'],
  joined: ['cancelStability'],
  waiting: ['cancelRetry'],
};

export interface Transition {
  readonly state: ConnectionState;
  readonly effects: readonly Effect[];
}

export function transition(state: ConnectionState, event: ConnectionEvent): Transition {
  const step = TABLE[state.name][event.name];
  if (!step) return { state, effects: [] };
  const own = step.effects ?? [];
  const effects =
    step.target === state.name ? own : [...(EXIT[state.name] ?? []), ...own, ...(ENTER[step.target] ?? [])];
  return { state: targetState(state, step, event), effects };
}

function targetState(state: ConnectionState, step: Step, event: ConnectionEvent): ConnectionState {
  if (step.target === 'ended') {
    return { name: 'ended', reason: event.name === 'refused' ? event.reason : 'left' };
  }
  if (step.target === 'idle') return { name: 'idle' };
  const attempt = 'attempt' in state && step.attempt !== 'reset' ? state.attempt : 0;
  return { name: step.target, attempt: step.attempt === 'next' ? attempt + 1 : attempt };
}

/** Close reasons after which no other try can do better. */
const final = ['replaced', 'removed', 'denied', 'banned', 'ended'] as const;

/** What the loss of the socket means, by its close code. */
export function afterClose(code: number): ConnectionEvent {
  for (const reason of final) if (code === closeReasons[reason].code) return { name: 'refused', reason };
  return { name: 'lost' };
}

/** What a refused `join` or `knock` means. */
export function afterJoinError(code: SignalingError['code']): ConnectionEvent {
  switch (code) {
    case 'room_full':
    case 'removed':
    case 'denied':
    case 'banned':
    case 'draining':
    case 'unsupported_protocol':
      return { name: 'refused', reason: code };
    case 'locked':
    case 'passcode_required':
    case 'wrong_passcode':
    case 'too_many_tries':
    case 'token_required':
    case 'token_invalid':
    case 'token_expired':
    case 'token_early':
    case 'token_other_room':
    case 'token_unchecked':
      return { name: 'turnedBack', reason: code };
    case 'waiting_room':
      return { name: 'mustWait' };
    case 'unsupported_media':
      return { name: 'refused', reason: 'unsupported_browser' };
    case 'invalid_request':
    case 'unknown_method':
    case 'too_many_tracks':
    case 'track_exists':
    case 'forbidden':
    case 'last_host':
      return { name: 'refused', reason: 'refused' };
    case 'already_joined':
    case 'not_joined':
    case 'not_found':
    case 'stale_media':
    case 'media_unavailable':
    case 'direct_over':
    case 'offer_pending':
    case 'no_offer':
    case 'too_many_candidates':
    case 'peer_absent':
    case 'too_fast':
    case 'recording_unavailable':
    case 'disk_full':
    case 'server_closing':
    case 'internal':
    case 'disconnected':
      return { name: 'lost' };
    default:
      // A code of a newer server: trying again does no harm.
      code satisfies never;
      return { name: 'lost' };
  }
}

/**
 * Milliseconds until try number `attempt` (from 1): at once first, then longer and longer, with jitter. So slowly that
 * a server that is away for some seconds is found within one of its return.
 */
export function retryDelay(attempt: number, random: () => number): number {
  if (attempt <= 1) return 200 * random();
  const ceiling = Math.min(3_000, 400 + 100 * attempt);
  return ceiling * (0.5 + random() / 2);
}

/** Milliseconds that a socket may take to say welcome. A slow network gets longer with each try. */
export function openPatience(attempt: number): number {
  return Math.min(12_000, 5_000 + 2_000 * attempt);
}
