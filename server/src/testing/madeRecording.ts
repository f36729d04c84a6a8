import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '@parley/recorder/manifest';

export const recordingId = 'AAAAAAAAAAAAAAAA';

/** The manifest of a minute with a voice and a camera of Ana. */
export function madeManifest(changes: Partial<Manifest> = {}): Manifest {
  const part = { codec: 'opus' as const, at: 0, duration: 60_000, bytes: 1_000 };
  const ana = { peerId: 'ana', displayName: 'Ana Ávila', gaps: [], sizes: [], rotations: [] };
  return {
    version: 1,
    recordingId,
    room: 'garden',
    startedAt: '2026-11-21T10:00:00.000Z',
    duration: 60_000,
    endCause: 'stopped',
    tracks: [
      {
        ...ana,
        trackId: 'ana-voice',
        source: 'microphone',
        files: [{ ...part, file: 'ana-voice-1.webm' }],
      },
      {
        ...ana,
        trackId: 'ana-camera',
        source: 'camera',
        files: [
          { ...part, file: 'ana-camera-1.mkv', codec: 'h264', duration: 20_000 },
          { ...part, file: 'ana-camera-2.webm', codec: 'vp8', at: 20_000, duration: 40_000 },
        ],
      },
    ],
    breaks: [],
    events: [
      { at: 0, event: 'joined', data: { peerId: 'ana', displayName: 'Ana Ávila' } },
      { at: 900, event: 'joined', data: { peerId: 'ben', displayName: 'Ben' } },
    ],
    ...changes,
  };
}

/** Byte n of every made file: no two stretches of it are alike. */
export const madeBytes = (size: number): Buffer =>
  Buffer.from(Uint32Array.from({ length: Math.ceil(size / 4) }, (_, n) => n * 2_654_435_761).buffer).subarray(
    0,
    size,
  );

/** Writes a recording that is over into a folder of `dir`: each file that it names, with as many bytes as it says. */
export function makeRecording(dir: string, changes: Partial<Manifest> = {}): Manifest {
  const manifest = madeManifest(changes);
  const folder = join(dir, manifest.recordingId);
  mkdirSync(folder, { recursive: true });
  for (const { file, bytes } of manifest.tracks.flatMap(({ files }) => files)) {
    writeFileSync(join(folder, file), madeBytes(bytes));
  }
  const { endCause: _cause, ...rest } = manifest;
  const begin = {
    name: 'begin',
    at: 0,
    version: 1,
    recordingId: rest.recordingId,
    room: rest.room,
    startedAt: rest.startedAt,
  };
  writeFileSync(join(folder, 'journal.jsonl'), `${JSON.stringify(begin)}\n`);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return manifest;
}
