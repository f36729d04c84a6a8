import type { CallPhase } from './CallState.ts';
import type { ConnectionState } from './connectionMachine.ts';
import type { Doorway } from './Doorway.ts';

type DoorSide = Pick<Doorway, 'waits' | 'guarded' | 'goesOn'>;

/**
 * What the person sees of the connection.
 * @param door Whether they wait to be let in: they do so over lost sockets, too; whether it may stay closed to them; and
 *   whether they go on after a reload.
 */
export function phaseOf(state: ConnectionState, door: DoorSide): CallPhase {
  switch (state.name) {
    case 'idle':
      if (!door.goesOn) return { name: 'idle' };
      return { name: door.waits ? 'knocking' : 'joining' };
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
