import { expect, test } from 'vitest';
import type { CallState, MediaTrack, Participant } from '../../../call/CallState.ts';
import { initialState } from '../../../call/initialState.ts';
import { en } from '../../../messages/en.ts';
import { pinNewsBetween } from './pinNews.ts';

const screen: MediaTrack = {
  id: 'screen',
  source: 'screen',
  muted: false,
  withheld: false,
  track: undefined,
};

function person(id: string, shared = true): Participant {
  const absent = { camera: undefined, microphone: undefined, screenSound: undefined, hand: undefined };
  const isSelf = id === 'self';
  return { id, displayName: id, isSelf, role: 'participant', ...absent, screen: shared ? screen : undefined };
}

function state(pin: CallState['pin'], change: Partial<CallState> = {}): CallState {
  const participants = [person('self'), person('Ben')];
  return { ...initialState('garden'), phase: { name: 'joined' }, participants, pin, ...change };
}

const news = (before: CallState, after: CallState) => pinNewsBetween(before, after, en.stage.pinNews);
const ben = { participantId: 'Ben', source: 'camera' } as const;
const shared = { participantId: 'Ben', source: 'screen' } as const;

test.each([
  [ben, 'Ben is pinned for everybody'],
  [shared, 'Ben’s screen is pinned for everybody'],
  [{ participantId: 'self', source: 'camera' } as const, 'You are pinned for everybody'],
  [{ participantId: 'self', source: 'screen' } as const, 'Your screen is pinned for everybody'],
])('%o is told as "%s"', (pin, sentence) => {
  expect(news(state(undefined), state(pin))).toEqual([sentence]);
});

test('its end is told where a host ended it', () => {
  expect(news(state(ben), state(undefined))).toEqual(['Nothing is pinned for everybody any more']);
  expect(news(state(ben), state(undefined, { participants: [person('self')] }))).toEqual([]);
  const unshared = [person('self'), person('Ben', false)];
  expect(news(state(shared), state(undefined, { participants: unshared }))).toEqual([]);
});

test('what stays, and what is there on arrival, is no news', () => {
  expect(news(state(ben), state(ben))).toEqual([]);
  expect(news(state(undefined, { phase: { name: 'joining' } }), state(ben))).toEqual([]);
});
