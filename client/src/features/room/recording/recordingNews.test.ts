import { expect, test } from 'vitest';
import type { CallState } from '../../../call/CallState.ts';
import { initialState } from '../../../call/initialState.ts';
import { en } from '../../../messages/en.ts';
import { recordingNewsBetween } from './recordingNews.ts';

function state(recording: 'on' | 'paused' | 'off', change: Partial<CallState> = {}): CallState {
  const there = recording === 'off' ? undefined : { startedAt: 1_000, paused: recording === 'paused' };
  return { ...initialState('garden'), phase: { name: 'joined' }, recording: there, ...change };
}

const news = (before: CallState, after: CallState) => recordingNewsBetween(before, after, en.recording);
const outside = state('off', { phase: { name: 'joining' } });

test.each([
  ['off', 'on', 'This call is being recorded from now on.'],
  ['on', 'paused', 'The recording is paused.'],
  ['paused', 'on', 'The recording goes on.'],
  ['on', 'off', 'This call is not recorded any more.'],
  ['paused', 'off', 'This call is not recorded any more.'],
] as const)('from %s to %s: “%s”', (before, after, sentence) => {
  expect(news(state(before), state(after))).toEqual([sentence]);
});

test.each(['disk', 'recorder'] as const)('why it ended by itself is told: %s', (recordingFailure) => {
  expect(news(state('on'), state('off', { recordingFailure }))).toEqual([
    en.recording.news[recordingFailure],
  ]);
});

test('hosts are told where it is', () => {
  expect(news(state('on'), state('off', { role: 'host' }))).toEqual([en.recording.news.stoppedForHosts]);
});

test('whoever comes in is told that the call is recorded', () => {
  expect(news(outside, state('on'))).toEqual(['This call is being recorded.']);
  expect(news(outside, state('paused'))).toEqual([en.recording.news.alreadyPaused]);
  expect(news(outside, state('off'))).toEqual([]);
});

test('what changed while one was away is told on the return, and what did not is not', () => {
  const away = (recording: 'on' | 'off') => state(recording, { phase: { name: 'reconnecting', attempt: 1 } });
  expect(news(away('off'), state('on'))).toEqual(['This call is being recorded from now on.']);
  expect(news(away('on'), state('on'))).toEqual([]);
  expect(news(state('on'), away('on'))).toEqual([]);
});
