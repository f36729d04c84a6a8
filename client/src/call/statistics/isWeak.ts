// Whose connection is weak, as far as this browser can tell. Pure.
import type { Participant } from '../CallState.ts';
import type { Trouble } from './trouble.ts';

const ofOneself: ReadonlySet<Trouble> = new Set(['upload_lossy', 'upload_slow']);

/** Of the others, by what comes of them; of oneself, by what does not arrive. */
export function isWeak(
  { isSelf, camera, microphone, screen }: Participant,
  weakTracks: ReadonlySet<string>,
  trouble: Trouble | undefined,
): boolean {
  if (isSelf) return trouble !== undefined && ofOneself.has(trouble);
  return [camera, microphone, screen].some(
    (sent) => sent?.track !== undefined && weakTracks.has(sent.track.id),
  );
}
