import { expect, test } from 'vitest';
import type { Manifest } from './Manifest.ts';
import { ManifestError, readManifest } from './readManifest.ts';

const file = { file: 'ana-voice-1.webm', codec: 'opus', at: 20, duration: 900, bytes: 4_000 } as const;
const track = {
  trackId: 'ana-voice',
  peerId: 'ana',
  displayName: 'Ana',
  source: 'microphone',
  files: [file],
  gaps: [{ at: 100, until: 1_500, cause: 'muted' as const }],
  sizes: [],
  rotations: [],
};
const manifest: Manifest = {
  version: 1,
  recordingId: 'r1',
  room: 'garden',
  startedAt: '2026-01-02T03:04:05.678Z',
  duration: 920,
  endCause: 'stopped',
  tracks: [track],
  breaks: [{ at: 200, until: 300, cause: 'paused' }],
  events: [{ at: 0, event: 'joined', data: { peerId: 'ana', displayName: 'Ana' } }],
};

const withFile = (change: object) => ({
  ...manifest,
  tracks: [{ ...track, files: [{ ...file, ...change }] }],
});

test('[RE9] a manifest is read as it was written', () => {
  expect(readManifest(JSON.stringify(manifest))).toEqual(manifest);
  const { endCause, ...running } = manifest;
  expect(endCause).toBe('stopped');
  expect(readManifest(JSON.stringify(running))).toEqual(running);
});

test.each([
  ['nothing', ''],
  ['a torn one', JSON.stringify(manifest).slice(0, 200)],
  ['no object', 'null'],
  ['an array', '[]'],
])('[RE9] %s is none', (_, text) => {
  expect(() => readManifest(text)).toThrow(ManifestError);
});

test.each<[what: string, edited: object]>([
  ['another version', { ...manifest, version: 2 }],
  ['a part that is missing', { ...manifest, tracks: undefined }],
  ['a part that is too much', { ...manifest, secret: 1 }],
  ['a time before the beginning', { ...manifest, duration: -1 }],
  ['a time that is none', withFile({ at: 'now' })],
  ['no number', withFile({ duration: null })],
  ['an unknown cause', { ...manifest, endCause: 'boredom' }],
  ['an unknown codec', withFile({ codec: 'exe' })],
  ['a date that is none', { ...manifest, startedAt: 'yesterday' }],
  ['events that are none', { ...manifest, events: [{ at: 0, event: 'joined', data: 'Ana' }] }],
])('[RE9] one that was edited by hand is told: %s', (_, edited) => {
  expect(() => readManifest(JSON.stringify(edited))).toThrow(/the manifest is damaged/);
});

test.each([
  '../secret',
  '..',
  '.',
  '/etc/passwd',
  'a/b.webm',
  'a\\b',
  'a\0.webm',
  '',
  '.hidden',
  'x'.repeat(300),
])('[RE9] it cannot name a file outside of its folder: %j', (name) => {
  expect(() => readManifest(JSON.stringify(withFile({ file: name })))).toThrow(/the manifest is damaged/);
});
