// Short sounds for what happens in the room. Made of notes: there is no file to load.
import type { CallState } from '../../call/CallState.ts';
import type { Note } from '../../sound/notes.ts';
import { missingFrom } from './news.ts';

export type Cue = 'joined' | 'left' | 'hand' | 'message' | 'recorded';

export const cueNotes: Readonly<Record<Cue, readonly Note[]>> = {
  joined: [
    { at: 0, frequency: 587.33, seconds: 0.22 },
    { at: 0.11, frequency: 880, seconds: 0.35 },
  ],
  left: [
    { at: 0, frequency: 659.25, seconds: 0.22 },
    { at: 0.11, frequency: 440, seconds: 0.35 },
  ],
  hand: [
    { at: 0, frequency: 783.99, seconds: 0.18 },
    { at: 0.16, frequency: 783.99, seconds: 0.3 },
  ],
  message: [{ at: 0, frequency: 1_046.5, seconds: 0.16 }],
  // Lower and longer than all others.
  recorded: [
    { at: 0, frequency: 440, seconds: 0.3 },
    { at: 0.2, frequency: 440, seconds: 0.3 },
    { at: 0.4, frequency: 554.37, seconds: 0.6 },
  ],
};

/** One at most, however much happened at a time; nothing of those who are there on the first arrival. */
export function cueBetween(before: CallState, after: CallState): Cue | undefined {
  if (before.participants === after.participants || !isInside(before) || !isInside(after)) return undefined;
  if (missingFrom(before, after).length > 0) return 'joined';
  if (missingFrom(after, before).length > 0) return 'left';
  const raised = handsOf(before);
  return [...handsOf(after)].some((id) => !raised.has(id)) ? 'hand' : undefined;
}

/** Those of the others that are up. */
function handsOf({ participants }: CallState): ReadonlySet<string> {
  return new Set(participants.flatMap(({ id, isSelf, hand }) => (isSelf || hand === undefined ? [] : [id])));
}

/** After a reconnection nothing rings: what was missed is told in words. */
function isInside({ phase }: CallState): boolean {
  return phase.name === 'joined';
}
