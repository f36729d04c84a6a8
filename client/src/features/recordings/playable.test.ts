import type { RecordedTrack } from '@parley/protocol';
import { expect, test } from 'vitest';
import { firstPart, tracksByPerson } from './playable.ts';

function track(displayName: string, source: string, ...durations: number[]): RecordedTrack {
  const part = (duration: number, index: number) => ({
    file: `${displayName}-${source}-${index}.webm`,
    type: 'video/webm',
    bytes: 1,
    at: 0,
    duration,
    codec: 'vp8',
  });
  return { trackId: `${displayName} ${source}`, displayName, source, parts: durations.map(part) };
}

test('[PG6] tracks stand by their people, each once', () => {
  const tracks = [track('Ana', 'microphone'), track('Ben', 'camera'), track('Ana', 'camera')];
  expect(tracksByPerson({ tracks })).toEqual([
    { displayName: 'Ana', tracks: [tracks[0], tracks[2]] },
    { displayName: 'Ben', tracks: [tracks[1]] },
  ]);
});

test('[PG6] without a film the longest picture is there to play, or else the longest sound', () => {
  const sound = track('Ana', 'microphone', 90);
  const tracks = [sound, track('Ana', 'camera', 10, 40), track('Ben', 'screen', 30)];
  expect(firstPart({ tracks })?.part.file).toBe('Ana-camera-1.webm');
  expect(firstPart({ tracks: [track('Ben', 'screenSound', 1), sound] })?.part.file).toBe(
    'Ana-microphone-0.webm',
  );
  expect(firstPart({ tracks: [track('Ana', 'camera')] })).toBeUndefined();
});
