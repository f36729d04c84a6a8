import { expect, test } from 'vitest';
import type { MediaTrack, Participant } from '../../call/CallState.ts';
import type { CallStatistics, TrackStatistics } from '../../call/statistics/CallStatistics.ts';
import { fakeTrack } from '../../call/testing/FakeTrack.ts';
import { en } from '../../messages/en.ts';
import { receivedRows, sentRows } from './rows.ts';

const voice: TrackStatistics = {
  trackId: 'voice',
  kind: 'audio',
  bitrate: 32_400,
  loss: 0.012,
  jitter: 4,
  codec: 'opus',
  picture: undefined,
};
const picture: TrackStatistics = {
  trackId: 'picture',
  kind: 'video',
  bitrate: 1_440_000,
  loss: 0,
  jitter: undefined,
  codec: 'VP8',
  picture: { width: 1280, height: 720, frameRate: 30, sizes: 3, limitedBy: 'cpu' },
};
const path = { roundTrip: 30, available: undefined, protocol: undefined, relayed: false };

function statistics(tracks: Partial<Pick<CallStatistics, 'sent' | 'received'>>): CallStatistics {
  return { at: 0, sent: [], received: [], path, ...tracks };
}

test('what is sent is named by its device, with all that is known of it', () => {
  expect(sentRows(statistics({ sent: [voice, picture] }), [], en.statistics)).toEqual([
    {
      key: 'sent 0',
      name: 'Microphone',
      person: undefined,
      figures: ['32 kb/s', 'opus', '1.2% lost', '4 ms jitter'],
    },
    {
      key: 'sent 1',
      name: 'Camera',
      person: undefined,
      figures: [
        '1.4 Mb/s',
        '1280 × 720',
        '30 frames/s',
        '3 sizes',
        'VP8',
        '0% lost',
        'limited by the device',
      ],
    },
  ]);
});

test('what comes has the name of who sends it; a track of which nothing comes is left out', () => {
  const track = fakeTrack('video');
  const camera: MediaTrack = { id: 'camera', source: 'camera', muted: false, withheld: false, track };
  const ben = { id: 'ben', displayName: 'Ben', camera, microphone: undefined } as Participant;
  const received = [{ ...picture, trackId: track.id }, { ...voice, bitrate: 0 }, voice];
  expect(receivedRows(statistics({ received }), [ben], en.statistics)).toMatchObject([
    { name: 'Picture', person: 'Ben' },
    { name: 'Sound', person: undefined },
  ]);
});

test('the sound of a screen is not taken for a voice, neither one’s own nor of somebody else', () => {
  const media = (source: MediaTrack['source'], kind: 'audio' | 'video'): MediaTrack => ({
    id: source,
    source,
    muted: false,
    withheld: false,
    track: fakeTrack(kind),
  });
  const [microphone, screen, screenSound] = [
    media('microphone', 'audio'),
    media('screen', 'video'),
    media('screenSound', 'audio'),
  ];
  const of = (one: MediaTrack) => ({ ...voice, trackId: one.track?.id });
  const tracks = [of(screenSound), of(microphone)];
  const self = { id: 'ana', displayName: 'Ana', isSelf: true, microphone, screen } as Participant;
  expect(sentRows(statistics({ sent: tracks }), [self], en.statistics)).toMatchObject([
    { name: 'Sound of the screen' },
    { name: 'Microphone' },
  ]);
  const ben = { id: 'ben', displayName: 'Ben', microphone, screen, screenSound } as Participant;
  expect(receivedRows(statistics({ received: tracks }), [ben], en.statistics)).toMatchObject([
    { name: 'Sound of the screen', person: 'Ben' },
    { name: 'Sound', person: 'Ben' },
  ]);
});

test('a shared screen is called one, whoever shares it', () => {
  const screen: MediaTrack = {
    id: 'screen',
    source: 'screen',
    muted: false,
    withheld: false,
    track: fakeTrack('video'),
  };
  const shared = { ...picture, trackId: screen.track?.id };
  const ben = { id: 'ben', displayName: 'Ben', isSelf: false, screen } as Participant;
  const own = { ...ben, displayName: 'Ana', isSelf: true };
  expect(receivedRows(statistics({ received: [shared] }), [ben], en.statistics)).toMatchObject([
    { name: 'Shared screen', person: 'Ben' },
  ]);
  expect(sentRows(statistics({ sent: [shared, picture] }), [own], en.statistics)).toMatchObject([
    { name: 'Shared screen' },
    { name: 'Camera' },
  ]);
});
