import { describe, expect, it } from 'vitest';
import { parseRoute, recordingsPath, roomPath } from './route.ts';

describe('parseRoute()', () => {
  it.each([
    ['/', { name: 'home' }],
    ['/r/stand-up', { name: 'room', room: 'stand-up', settings: {} }],
    ['/r/stand-up/', { name: 'room', room: 'stand-up', settings: {} }],
    ['/r/Weekly%20Stand-Up', { name: 'room', room: 'weekly-stand-up', settings: {} }],
    ['/r/caf%C3%A9', { name: 'room', room: 'café', settings: {} }],
    ['/r/garden?codec=AV1&x=1', { name: 'room', room: 'garden', settings: { videoCodec: 'av1' } }],
    ['/r/garden?codec=theora', { name: 'room', room: 'garden', settings: {} }],
    ['/r/', { name: 'impossible_room' }],
    ['/r/%2F%3F', { name: 'impossible_room' }],
    ['/r/%E0%A4%A', { name: 'impossible_room' }],
    ['/r/a/b', { name: 'unknown' }],
    ['/check', { name: 'check' }],
    ['/check/', { name: 'check' }],
    ['/checks', { name: 'unknown' }],
    ['/recordings', { name: 'recordings', recordingId: undefined }],
    ['/recordings/', { name: 'recordings', recordingId: undefined }],
    ['/recordings/r-1_x', { name: 'recordings', recordingId: 'r-1_x' }],
    ['/recordings/r-1/', { name: 'recordings', recordingId: 'r-1' }],
    ['/recordings/..', { name: 'unknown' }],
    ['/recordings/r1/film', { name: 'unknown' }],
    ['/recordings2', { name: 'unknown' }],
    ['/admin', { name: 'admin' }],
    ['/admin/', { name: 'admin' }],
    ['/admin/rooms', { name: 'unknown' }],
    ['/settings', { name: 'unknown' }],
  ])('reads %s', (path, route) => {
    expect(parseRoute(path)).toEqual(route);
  });

  it('reads back what recordingsPath() writes', () => {
    for (const recordingId of ['0b6e7c3a-5d0f', undefined]) {
      expect(parseRoute(recordingsPath(recordingId))).toEqual({ name: 'recordings', recordingId });
    }
  });

  it('reads back what roomPath() writes', () => {
    for (const room of ['abc-defg-hij', 'café', '会議室', 'مكتب-١']) {
      for (const settings of [{}, { videoCodec: 'vp9' }] as const) {
        expect(parseRoute(roomPath(room, settings))).toEqual({ name: 'room', room, settings });
      }
    }
  });
});
