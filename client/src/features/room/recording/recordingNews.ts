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
  if (!isInside(before)) return recordingNewsOnArrival(after, { news });
  if (!was && is) return [news.started];
  if (was && !is)
    return [news[after.recordingFailure ?? (after.role === 'host' ? 'stoppedForHosts' : 'stopped')]];
  if (!was || !is || was.paused === is.paused) return [];
  return [is.paused ? news.paused : news.resumed];
}

/** For whoever is in the call now, and has not been told anything yet. */
export function recordingNewsOnArrival(
  { phase, recording }: CallState,
  { news }: Pick<Messages['recording'], 'news'>,
): string[] {
  if (phase.name !== 'joined' || !recording) return [];
  return [recording.paused ? news.alreadyPaused : news.already];
}

function isInside({ phase }: CallState): boolean {
  return phase.name === 'joined' || phase.name === 'reconnecting';
}
