// What hosts pinned for everybody, as a sentence.
import type { CallState } from '../../../call/CallState.ts';
import type { Messages } from '../../../messages/Messages.ts';

/** Nothing on the first arrival, where it is seen, and nothing of one that went with its person or screen. */
export function pinNewsBetween(
  before: CallState,
  after: CallState,
  words: Messages['stage']['pinNews'],
): string[] {
  if (before.pin === after.pin || before.phase.name !== 'joined' || after.phase.name !== 'joined') return [];
  if (!after.pin) return before.pin && isThere(after, before.pin) ? [words.over] : [];
  const { participantId, source } = after.pin;
  const person = after.participants.find(({ id }) => id === participantId);
  if (!person) return [];
  const { isSelf, displayName } = person;
  if (source === 'screen') return [isSelf ? words.ownScreen : words.screenOf(displayName)];
  return [isSelf ? words.own : words.of(displayName)];
}

function isThere(
  { participants }: CallState,
  { participantId, source }: NonNullable<CallState['pin']>,
): boolean {
  const person = participants.find(({ id }) => id === participantId);
  return person !== undefined && (source === 'camera' || person.screen !== undefined);
}
