import { expect, it } from 'vitest';
import type { LocalMediaState } from '../../call/CallState.ts';
import { en } from '../../messages/en.ts';
import { deviceNewsBetween } from './deviceNews.ts';

const device = {
  wanted: true,
  track: {} as MediaStreamTrack,
  pending: false,
  problem: undefined,
  standsIn: false,
};
const state: LocalMediaState = {
  camera: device,
  microphone: device,
  cameras: [],
  microphones: [{ id: 'm2', label: 'Built-in' }],
  speakers: [{ id: 's1', label: 'Headset' }],
  cameraId: undefined,
  microphoneId: 'm2',
  sound: { wished: { echoCancellation: true, automaticGain: true, noise: 'off' }, actual: undefined },
  speakerId: 's1',
};
const standIn = { ...state, microphone: { ...device, standsIn: true } };
const news = (before: LocalMediaState, after: LocalMediaState) =>
  deviceNewsBetween(before, after, en.room.deviceNews);

it('says which microphone takes the place of one that is gone, and when that is back', () => {
  expect(news(state, standIn)).toEqual(['Your microphone is gone. “Built-in” is used until it is back.']);
  expect(news(standIn, standIn)).toEqual([]);
  expect(news(standIn, state)).toEqual(['Your microphone is back.']);
});

it('says where the sound comes from when the speaker is gone', () => {
  expect(news(state, { ...state, speakers: [], speakerId: undefined })).toHaveLength(1);
  expect(news({ ...state, speakerId: undefined }, state)).toEqual([]);
});
