import type { Film, RecordingSummary } from '@parley/protocol';
import { expect, test } from 'vitest';
import { recordings as words } from '../../messages/en/recordings.ts';
import { cardState } from './cardState.ts';
import { recordingFigures } from './recordingFigures.ts';

const film = (state: Film['state'], problem?: Film['problem']): Film => ({
  view: 'grid',
  format: 'mp4',
  state,
  progress: 0.43,
  ...(problem && { problem }),
});

function stateOf(change: Partial<RecordingSummary>) {
  const finished = { state: 'finished', place: 'disk', ...change } as RecordingSummary;
  return cardState(finished, words, recordingFigures('en'));
}

test('[PG4] a list says what is on its way, and nothing where all is done', () => {
  expect(stateOf({ state: 'running' })).toEqual({ tone: 'live', text: 'Being recorded' });
  expect(stateOf({ film: film('queued') })).toEqual({ tone: 'busy', text: 'The film waits its turn' });
  expect(stateOf({ film: film('running') })).toEqual({ tone: 'busy', text: 'Film: 43%' });
  expect(stateOf({ film: film('done'), place: 'uploading' })).toEqual({
    tone: 'busy',
    text: 'Moving to storage',
  });
  expect(stateOf({})).toEqual({ tone: 'quiet', text: 'No film yet' });
  expect(stateOf({ film: film('done') })).toBeUndefined();
});

test('[PG4] where there is no film it says what to do', () => {
  expect(stateOf({ film: film('failed', 'ffmpeg_missing') })?.advice).toMatch(/apt install ffmpeg/);
  expect(stateOf({ film: film('failed', 'disk') })?.advice).toBe(words.film.problems.disk);
  expect(stateOf({ film: film('failed') })?.advice).toBe(words.film.problems.internal);
});
