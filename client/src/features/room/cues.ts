// Short sounds for what happens in the room. Made of notes: there is no file to load.
import type { CallState } from '../../call/CallState.ts';
import type { Note } from '../../sound/notes.ts';
import { missingFrom } from './news.ts';

export type Cue = 'joined' | 'left';

export const cueNotes: Readonly<Record<Cue, readonly Note[]>> = {
  joined: [
    { at: 0, frequency: 587.33, seconds: 0.22 },
    { at: 0.11, frequency: 880, seconds: 0.35 },
  ],
  left: [
    { at: 0, frequency: 659.25, seconds: 0.22 },
    { at: 0.11, frequency: 440, seconds: 0.35 },
  ],
};

/** One at most, however much happened at a time; nothing of those who are there on the first arrival. */
export function cueBetween(before: CallState, after: CallState): Cue | undefined {
  if (before.participants === after.participants || !isInside(before) || !isInside(after)) return undefined;
  if (missingFrom(before, after).length > 0) return 'joined';
  return missingFrom(after, before).length > 0 ? 'left' : undefined;
}

/** After a reconnection nothing rings: what was missed is told in words. */
function isInside({ phase }: CallState): boolean {
  return phase.name === 'joined';
}
