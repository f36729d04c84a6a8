// What became of the recording, as a sentence for everybody.
import type { CallState } from '../../../call/CallState.ts';
import type { Messages } from '../../../messages/Messages.ts';

/** Also on the arrival: nobody is to be recorded without having been told. */
export function recordingNewsBetween(
  before: CallState,
  after: CallState,
  { news }: Messages['recording'],
): string[] {
  if (after.phase.name !== 'joined') return [];
  const [was, is] = [before.recording, after.recording];
  if (!isInside(before)) {
    if (!is) return [];
    return [is.paused ? news.alreadyPaused : news.already];
  }
  if (!was && is) return [news.started];
  if (was && !is) return [after.recordingFailure ? news[after.recordingFailure] : news.stopped];
  if (!was || !is || was.paused === is.paused) return [];
  return [is.paused ? news.paused : news.resumed];
}

function isInside({ phase }: CallState): boolean {
  return phase.name === 'joined' || phase.name === 'reconnecting';
}
