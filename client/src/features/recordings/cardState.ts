import type { Film, RecordingSummary } from '@parley/protocol';
import type { RecordingsMessages } from '../../messages/en/recordings.ts';
import type { RecordingFigures } from './recordingFigures.ts';

export interface CardState {
  /** `live`: it is being recorded; `busy`: something is on its way; `trouble`: somebody has to do something. */
  readonly tone: 'live' | 'busy' | 'trouble' | 'quiet';
  readonly text: string;
  /** What to do. */
  readonly advice?: string;
}

/** What is to be said of a recording in a list; undefined: all is done. */
export function cardState(
  { state, place, film }: RecordingSummary,
  words: RecordingsMessages,
  figures: Pick<RecordingFigures, 'percent'>,
): CardState | undefined {
  if (state === 'running') return { tone: 'live', text: words.card.running };
  const ofFilm = film ? filmState(film, words, figures) : undefined;
  if (ofFilm) return ofFilm;
  if (place === 'uploading') return { tone: 'busy', text: words.card.uploading };
  return film ? undefined : { tone: 'quiet', text: words.card.noFilm };
}

function filmState(
  { state, progress, problem = 'internal' }: Film,
  { card, film }: RecordingsMessages,
  figures: Pick<RecordingFigures, 'percent'>,
): CardState | undefined {
  switch (state) {
    case 'queued':
      return { tone: 'busy', text: card.queued };
    case 'running':
      return { tone: 'busy', text: card.making(figures.percent(progress)) };
    case 'failed':
      return { tone: 'trouble', text: card.failed, advice: film.problems[problem] };
    case 'done':
      return undefined;
    default:
      return state satisfies never;
  }
}
