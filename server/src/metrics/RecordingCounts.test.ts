import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { RecordingCounts, type RecordingCountsParts } from './RecordingCounts.ts';

function recordingCounts(parts: Partial<RecordingCountsParts>) {
  return new RecordingCounts({
    library: { folders: () => Promise.resolve([]), placeOf: () => 'disk' },
    films: { length: 2 },
    recorder: { failures: { disk: 1, recorder: 0 } },
    dir: tmpdir(),
    ...parts,
  });
}

test('a folder that cannot be listed takes nothing else away', async () => {
  const library = { folders: () => Promise.reject(new Error('EIO')), placeOf: () => 'disk' as const };
  const readings = await recordingCounts({ library }).readings();
  expect(readings.parley_recordings_failed_total).toEqual([
    ['disk', 1],
    ['recorder', 0],
  ]);
  expect(readings.parley_films_queued).toEqual([[2]]);
  expect(readings.parley_disk_bytes?.[0]?.[0]).toBeGreaterThan(0);
  expect(readings).not.toHaveProperty('parley_recordings');
  expect(readings).not.toHaveProperty('parley_recordings_bytes');
});

test('a disk that cannot be read takes nothing else away', async () => {
  const readings = await recordingCounts({ dir: `${import.meta.filename}/of a file` }).readings();
  expect(readings).not.toHaveProperty('parley_disk_bytes');
  expect(readings.parley_recordings_bytes).toEqual([[0]]);
  expect(readings.parley_recordings_running).toEqual([[0]]);
});
