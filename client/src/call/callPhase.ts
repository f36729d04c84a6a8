import type { CallPhase } from './CallState.ts';
import type { ConnectionState } from './connectionMachine.ts';

/**
 * What the person sees of the connection.
 * @param door Whether they wait to be let in: they do so over lost sockets, too; and whether it may stay closed to them.
 */
export function phaseOf(state: ConnectionState, door: { waits: boolean; guarded: boolean }): CallPhase {
  switch (state.name) {
    case 'idle':
    case 'warming':
    case 'ready':
    case 'cooling':
      return { name: 'idle' };
    case 'opening':
    case 'joining':
    case 'waiting':
      if (door.waits) return { name: 'knocking' };
      if (door.guarded) return { name: 'entering' };
      return state.attempt === 0 ? { name: 'joining' } : { name: 'reconnecting', attempt: state.attempt };
    case 'knocking':
      return { name: 'knocking' };
    case 'joined':
      return { name: 'joined' };
    case 'ended':
      return state;
    default:
      return state satisfies never;
  }
}

export function samePhase(one: CallPhase, other: CallPhase): boolean {
  const attempt = (phase: CallPhase) => (phase.name === 'reconnecting' ? phase.attempt : 0);
  return one.name === other.name && attempt(one) === attempt(other);
}
