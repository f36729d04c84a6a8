import type { FileHandle } from 'node:fs/promises';
import { longSizeOf } from './ebml.ts';
import { cuesOf, durationOf, seekHeadOf, type Head } from './elements.ts';
import type { TrackIndex } from './TrackIndex.ts';

type Places = Omit<Head, 'bytes'>;

/**
 * Adds the index behind the last cluster, and says in the head where it is and how long the file is. At every moment
 * between the file can be played.
 * @param written `end`: behind the last cluster.
 */
export async function finishFile(
  file: FileHandle,
  places: Places,
  written: { end: number; index: TrackIndex },
): Promise<void> {
  const { end, index } = written;
  const cues = cuesOf(index.cues);
  if (index.cues.length > 0) await file.write(cues, 0, cues.length, end);
  const size = index.cues.length > 0 ? end + cues.length : end;
  await file.datasync();
  const patches: [bytes: Buffer, at: number][] = [
    [longSizeOf(size - places.contentAt), places.segmentSizeAt],
    [durationOf(index.duration), places.durationAt],
  ];
  if (index.cues.length > 0) patches.push([seekHeadOf(places, end), places.contentAt]);
  for (const [bytes, at] of patches) await file.write(bytes, 0, bytes.length, at);
  await file.datasync();
}
