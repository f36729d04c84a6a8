import { expect, test } from 'vitest';
import type { MediaTrack, Participant } from '../CallState.ts';
import { isWeak } from './isWeak.ts';

const sent = (source: MediaTrack['source'], id: string): MediaTrack => ({
  id: source,
  source,
  muted: false,
  withheld: false,
  track: { id } as MediaStreamTrack,
});

const ben: Participant = {
  id: 'ben',
  displayName: 'Ben',
  isSelf: false,
  role: 'participant',
  camera: sent('camera', 'ben-picture'),
  microphone: sent('microphone', 'ben-voice'),
  screen: undefined,
  screenSound: undefined,
  hand: undefined,
};

test('somebody else is weak by any of their tracks, whatever is the matter with oneself', () => {
  expect(isWeak(ben, new Set(['ben-voice']), undefined)).toBe(true);
  expect(isWeak(ben, new Set(['ben-picture', 'other']), undefined)).toBe(true);
  expect(isWeak(ben, new Set(['other']), 'upload_lossy')).toBe(false);
  expect(isWeak({ ...ben, camera: undefined, microphone: undefined }, new Set(), undefined)).toBe(false);
});

test('oneself is weak by what the others miss, and not by what one misses or how far it is', () => {
  const self = { ...ben, isSelf: true };
  expect(isWeak(self, new Set(), 'upload_lossy')).toBe(true);
  expect(isWeak(self, new Set(), 'upload_slow')).toBe(true);
  expect(isWeak(self, new Set(['ben-voice']), 'download_lossy')).toBe(false);
  expect(isWeak(self, new Set(), 'far')).toBe(false);
});
