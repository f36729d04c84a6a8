import type { TrackSource } from '@parley/protocol';
import type { DeviceState, LocalMediaState, ScreenContent, ScreenState } from './CallState.ts';

/**
 * What should be sent. A muted track may keep its MediaStreamTrack (a microphone does) or lose it (a camera). What is
 * shared is never muted: without a MediaStreamTrack it is over.
 */
export interface TrackWish {
  readonly track: MediaStreamTrack | undefined;
  readonly muted: boolean;
  /** Of a screen. */
  readonly content?: ScreenContent;
}

export function liveOnly(track: MediaStreamTrack | undefined): MediaStreamTrack | undefined {
  return track?.readyState === 'live' ? track : undefined;
}

/** What should be sent of one's devices and of one's screen. */
export function trackWishes(
  { camera, microphone }: LocalMediaState,
  { picture, sound, content }: ScreenState,
): readonly (readonly [TrackSource, TrackWish])[] {
  const ofDevice = ({ wanted, track }: DeviceState) => ({ track, muted: !wanted || !track });
  return [
    ['microphone', ofDevice(microphone)],
    ['camera', ofDevice(camera)],
    ['screen', { track: picture, muted: false, content }],
    ['screenSound', { track: sound, muted: false }],
  ];
}
