import { expect, test } from 'vitest';
import type { CallState } from '../../../call/CallState.ts';
import { initialState } from '../../../call/initialState.ts';
import { recordingRings, recordingRingsOnArrival } from './recordingCue.ts';

type Phase = 'idle' | 'knocking' | 'joining' | 'joined' | 'reconnecting';
type Recording = 'on' | 'paused' | 'off';

function state(name: Phase, recording: Recording): CallState {
  const there = recording === 'off' ? undefined : { startedAt: 1_000, paused: recording === 'paused' };
  const phase = name === 'reconnecting' ? { name, attempt: 1 } : { name };
  return { ...initialState('garden'), phase, recording: there };
}

test.each([
  ['joined', 'off', 'on', true],
  ['joined', 'paused', 'on', true],
  ['joined', 'on', 'on', false],
  ['joined', 'on', 'paused', false],
  ['joined', 'on', 'off', false],
  ['joined', 'off', 'paused', false],
  // On coming in, and on coming back.
  ['joining', 'off', 'on', true],
  ['knocking', 'off', 'on', true],
  ['joining', 'off', 'paused', false],
  ['joining', 'off', 'off', false],
  ['reconnecting', 'off', 'on', true],
  ['reconnecting', 'on', 'on', false],
] as const)('[PG9] %s, recording %s, then joined and %s: rings %s', (phase, was, is, rings) => {
  expect(recordingRings(state(phase, was), state('joined', is))).toBe(rings);
});

test('[PG9] nothing rings for who is not in the call: it is read in the lobby', () => {
  for (const phase of ['idle', 'knocking', 'joining', 'reconnecting'] as const) {
    expect(recordingRings(state(phase, 'off'), state(phase, 'on'))).toBe(false);
    expect(recordingRingsOnArrival(state(phase, 'on'))).toBe(false);
  }
});

test('[PG9] where the room is drawn after one came in, it rings then', () => {
  expect(recordingRingsOnArrival(state('joined', 'on'))).toBe(true);
  expect(recordingRingsOnArrival(state('joined', 'paused'))).toBe(false);
  expect(recordingRingsOnArrival(state('joined', 'off'))).toBe(false);
});
