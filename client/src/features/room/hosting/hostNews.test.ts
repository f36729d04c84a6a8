import type { Permission } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { CallState, Participant } from '../../../call/CallState.ts';
import { initialState } from '../../../call/initialState.ts';
import { en } from '../../../messages/en.ts';
import { hostNewsBetween } from './hostNews.ts';

const ana: Participant = {
  id: 'ana',
  displayName: 'Ana',
  isSelf: false,
  role: 'host',
  camera: undefined,
  microphone: undefined,
  hand: undefined,
  screen: undefined,
  screenSound: undefined,
};
const inside: CallState = {
  ...initialState('garden'),
  phase: { name: 'joined' },
  participants: [ana],
  rules: { locked: false, waitingRoom: false, passcode: false, allowed: [] },
};
const news = (change: Partial<CallState>, before: Partial<CallState> = {}) =>
  hostNewsBetween({ ...inside, ...before }, { ...inside, ...before, ...change }, en.hosting);

test('a person learns who muted them', () => {
  expect(news({ hostMutes: [{ source: 'microphone', by: 'ana' }] })).toEqual(['Ana muted your microphone']);
  expect(news({ hostMutes: [{ source: 'camera', by: undefined }] })).toEqual([
    'A host turned your camera off',
  ]);
  const hostMutes = [{ source: 'camera', by: 'ana' }] as const;
  expect(news({ speaking: 1 } as Partial<CallState>, { hostMutes })).toEqual([]);
  expect(news({ hostMutes: [] }, { hostMutes })).toEqual([]);
});

test('a person learns of another role, and not of the one that they come with', () => {
  expect(news({ role: 'host' })).toEqual(['You are a host now']);
  expect(news({ role: 'viewer' })).toEqual(['You only watch from now on']);
  expect(news({ role: 'participant' }, { role: 'viewer' })).toEqual(['You can take part now']);
  expect(news({ role: 'participant' }, { role: 'host' })).toEqual(['You are not a host any more']);
  expect(news({ role: 'host' }, { rules: undefined })).toEqual([]);
});

test('a person learns what is not allowed, each time', () => {
  const refusal = { source: 'microphone' as const };
  expect(news({ refusal })).toEqual(['The hosts have turned off unmuting']);
  expect(news({ refusal: { ...refusal } }, { refusal })).toHaveLength(1);
  expect(news({}, { refusal })).toEqual([]);
  expect(news({ refusal: { source: 'camera' } })).toEqual(['The hosts have turned off cameras']);
  expect(news({ refusal }, { role: 'viewer' })).toEqual(['You only watch in this call']);
});

test('a person learns what the hosts turn off and on again for them, and a host nothing of it', () => {
  const rules = (...allowed: Permission[]) => ({
    locked: false,
    waitingRoom: false,
    passcode: false,
    allowed,
  });
  const before = { rules: rules('unmute', 'chat') };
  expect(news({ rules: rules('unmute') }, before)).toEqual(['The hosts have turned off writing']);
  expect(news({ rules: rules('unmute', 'chat', 'video') }, before)).toEqual([
    'You may turn your camera on again',
  ]);
  expect(news({ rules: rules() }, { ...before, role: 'viewer' })).toEqual([
    'The hosts have turned off writing',
  ]);
  expect(news({ rules: rules() }, { ...before, role: 'host' })).toEqual([]);
  expect(news({ rules: rules() }, { rules: undefined })).toEqual([]);
  expect(news({ rules: rules(), role: 'viewer' }, before)).toEqual(['You only watch from now on']);
});

test('a host learns why a recording did not begin', () => {
  const refused = (refusedBecause: CallState['refusedBecause']) => news({ refusals: 1, refusedBecause });
  expect(refused('disk_full')).toEqual(['The call cannot be recorded: the server’s disk is too full.']);
  expect(refused('recording_unavailable')).toEqual(['The server cannot record the call just now.']);
  expect(refused('not_found')).toEqual(['That could not be done. Perhaps something has changed meanwhile.']);
});
