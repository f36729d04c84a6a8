// When it is to be heard that one is recorded from now on: by everybody, whatever sounds they want otherwise.
import type { CallState } from '../../../call/CallState.ts';

/** When a recording begins or goes on, and on coming into a call that is recorded; of what was missed, on the return. */
export function recordingRings(before: CallState, after: CallState): boolean {
  if (after.phase.name !== 'joined') return false;
  return isRecorded(after) && !(isInside(before) && isRecorded(before));
}

/** For whoever is in the call now, and has heard nothing yet. */
export function recordingRingsOnArrival(state: CallState): boolean {
  return state.phase.name === 'joined' && isRecorded(state);
}

function isRecorded({ recording }: CallState): boolean {
  return recording !== undefined && !recording.paused;
}

function isInside({ phase }: CallState): boolean {
  return phase.name === 'joined' || phase.name === 'reconnecting';
}
