import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readManifest } from '@parley/recorder/manifest';
import type { Log } from '../call/ports.ts';
import { replaceFile } from '../replaceFile.ts';
import type { DiskStore } from './DiskStore.ts';
import { names } from './names.ts';
import type { UploadNote } from './notes.ts';
import type { RecordingStore, StoredFile } from './RecordingStore.ts';

/** Bytes of a small file. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Takes up recordings that are in the bucket and that this machine knows nothing of, because its disk is another one.
 * @returns Their ids.
 * @throws {Error} When the bucket does not answer.
 */
export async function takeUp(disk: DiskStore, bucket: RecordingStore, log: Log): Promise<string[]> {
  const known = new Set(await disk.folders());
  const taken: string[] = [];
  for (const recordingId of await bucket.recordings()) {
    if (known.has(recordingId)) continue;
    const manifest = await bucket.find(recordingId, names.manifest);
    if (!manifest || !(await isManifest(recordingId, manifest))) {
      log.warn({ recordingId }, 'what is in the bucket is no recording, and is left there');
      continue;
    }
    await mkdir(join(disk.dir, recordingId), { recursive: true });
    for (const file of [names.film, names.preview]) {
      const content = await bucket.find(recordingId, file);
      if (content && content.bytes <= MOST_BYTES) await disk.keep(recordingId, file, content);
    }
    const note: UploadNote = { version: 1, kept: await keptOf(disk, bucket, recordingId), complete: true };
    await replaceFile(join(disk.dir, recordingId, names.upload), `${JSON.stringify(note)}\n`);
    await disk.keep(recordingId, names.manifest, manifest);
    taken.push(recordingId);
  }
  if (taken.length > 0) log.info({ recordings: taken.length }, 'took up recordings that are in the bucket');
  return taken;
}

async function isManifest(recordingId: string, content: StoredFile): Promise<boolean> {
  if (content.bytes > MOST_BYTES) return false;
  const read = await text(await content.read());
  try {
    return readManifest(read).recordingId === recordingId;
  } catch {
    return false;
  }
}

async function keptOf(
  disk: DiskStore,
  bucket: RecordingStore,
  recordingId: string,
): Promise<UploadNote['kept']> {
  const kept: UploadNote['kept'] = [];
  for (const [file, bytes] of await bucket.files(recordingId)) {
    // By what it is here it is seen to be the same.
    const found = (await disk.find(recordingId, file)) ?? (await bucket.find(recordingId, file));
    if (found) kept.push({ file, bytes, version: found.version });
  }
  return kept;
}
