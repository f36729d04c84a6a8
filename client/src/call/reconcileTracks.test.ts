import type { RtpParameters, Track } from '@parley/protocol';
import { expect, test } from 'vitest';
import { reconcileTracks } from './reconcileTracks.ts';

const camera: Track = { id: 'camera', kind: 'video', source: 'camera', muted: false };
const announced = { mediaId: 'media', rtpParameters: { codecs: [] } as RtpParameters };

test('what the server knows rightly needs no word', () => {
  expect(reconcileTracks([{ track: camera, announced }], [camera])).toEqual([]);
});

test('what the server misses is produced again, with the parameters it has', () => {
  expect(reconcileTracks([{ track: camera, announced }], [])).toEqual([
    { method: 'produce', data: { ...announced, track: camera } },
  ]);
});

test('what the server has too much is closed', () => {
  expect(reconcileTracks([], [camera])).toEqual([{ method: 'closeTrack', data: { trackId: 'camera' } }]);
});

test('a mute that the server missed is told', () => {
  expect(reconcileTracks([{ track: { ...camera, muted: true }, announced }], [camera])).toEqual([
    { method: 'setTrackMuted', data: { trackId: 'camera', muted: true } },
  ]);
});

test('a track that is on its way speaks for itself', () => {
  expect(reconcileTracks([{ track: camera, announced: undefined }], [])).toEqual([]);
  expect(reconcileTracks([{ track: camera, announced: undefined }], [camera])).toEqual([]);
});
