// What happened between two states of a call, as sentences for the people in it.
import type { CallState } from '../../call/CallState.ts';
import type { Messages } from '../../messages/Messages.ts';

/** Nothing on the first arrival: everybody who is there already is seen on the stage. */
export function newsBetween(
  before: CallState,
  after: CallState,
  words: Pick<Messages, 'room' | 'hands'>,
): string[] {
  const inside = (state: CallState): boolean =>
    state.phase.name === 'joined' || state.phase.name === 'reconnecting';
  if (before.participants === after.participants || !inside(before) || !inside(after)) return [];
  const joined = missingFrom(before, after);
  const left = missingFrom(after, before);
  const raised = after.participants.filter(
    ({ id, isSelf, hand }) => !isSelf && hand !== undefined && handBefore(before, id) === undefined,
  );
  return [
    words.room.joined(joined),
    words.room.left(left),
    words.hands.raised(raised.map(({ displayName }) => displayName)),
  ].filter((sentence) => sentence !== '');
}

function handBefore({ participants }: CallState, id: string): number | undefined {
  return participants.find((participant) => participant.id === id)?.hand;
}

/** The names of those in `there` who are not in `here`. */
export function missingFrom(here: CallState, there: CallState): string[] {
  const ids = new Set(here.participants.map(({ id }) => id));
  return there.participants
    .filter(({ id, isSelf }) => !isSelf && !ids.has(id))
    .map(({ displayName }) => displayName);
}
