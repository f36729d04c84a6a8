import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ManifestError, readManifest, type Manifest } from '@parley/recorder/manifest';
import { manifestSoFar } from '@parley/recorder/manifestSoFar';
import type { DiskStore } from './DiskStore.ts';
import { LibraryError } from './LibraryError.ts';
import { FilmNote, readNote, UploadNote } from './notes.ts';
import { names } from './names.ts';

/** Bytes of what we read into memory: the manifest of a day with a thousand people has less. */
const MOST_TEXT = 16 * 1024 * 1024;

/** The year 10000, in milliseconds since 1970. */
const LAST_DAY = 253_402_300_800_000;

/** What stands in the folder of a recording. */
export interface RecordingFolder {
  readonly recordingId: string;
  readonly manifest: Manifest;
  /** Whether it is over. What a process left that died is not, until the recorder has ended it. */
  readonly isFinished: boolean;
  /** Bytes of each file on this machine. */
  readonly local: ReadonlyMap<string, number>;
  readonly filmNote: FilmNote | undefined;
  readonly uploadNote: UploadNote | undefined;
}

/**
 * @param isRunning Whether the recorder writes it at the moment.
 * @returns Undefined: there is no recording of that id.
 * @throws {LibraryError} `damaged`
 */
export async function readFolder(
  disk: DiskStore,
  recordingId: string,
  { isRunning, now }: { isRunning: boolean; now: number },
): Promise<RecordingFolder | undefined> {
  const local = await disk.files(recordingId);
  if (!local.has(names.manifest) && !local.has(names.journal)) return undefined;
  const manifest = await readAny(disk, recordingId, { local, isRunning, now });
  const [film, upload] = await Promise.all([
    readText(disk, recordingId, names.film),
    readText(disk, recordingId, names.upload),
  ]);
  return {
    recordingId,
    manifest,
    isFinished: !isRunning && manifest.endCause !== undefined,
    local,
    filmNote: film === undefined ? undefined : readNote(FilmNote, film),
    uploadNote: upload === undefined ? undefined : readNote(UploadNote, upload),
  };
}

async function readAny(
  disk: DiskStore,
  recordingId: string,
  { local, isRunning, now }: { local: ReadonlyMap<string, number>; isRunning: boolean; now: number },
): Promise<Manifest> {
  try {
    const isJournal = isRunning || !local.has(names.manifest);
    const content = await readText(disk, recordingId, isJournal ? names.journal : names.manifest);
    if (content === undefined) throw new ManifestError('the manifest is too large');
    const manifest = isJournal ? manifestSoFar(content, now) : readManifest(content);
    if (!manifest) throw new ManifestError('the journal has no beginning');
    if (manifest.recordingId !== recordingId)
      throw new ManifestError('the manifest is that of another recording');
    // A day that is in no calendar, or lies beyond all of them.
    if (!(Date.parse(manifest.startedAt) + manifest.duration < LAST_DAY)) {
      throw new ManifestError('the manifest has times that cannot be');
    }
    return manifest;
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    throw new LibraryError('damaged', shortened(error.message), { cause: error });
  }
}

async function readText(disk: DiskStore, recordingId: string, file: string): Promise<string | undefined> {
  const found = await disk.find(recordingId, file);
  if (!found || found.bytes > MOST_TEXT) return undefined;
  return text(await found.read());
}

/** What is wrong with a manifest that somebody wrote may be told a thousand times. */
const shortened = (message: string): string => (message.length > 500 ? `${message.slice(0, 500)}…` : message);

/** `text` is another one when something in the folder is; `changedAt` in milliseconds since 1970. */
export async function stateOfFolder(
  dir: string,
  recordingId: string,
): Promise<{ text: string; changedAt: number }> {
  const paths = ['', names.manifest, names.journal, names.film, names.upload];
  const found = await Promise.all(
    paths.map((path) => lstat(join(dir, recordingId, path), { bigint: true }).catch(() => undefined)),
  );
  return {
    text: found.map((state) => `${state?.mtimeNs}:${state?.size}`).join(' '),
    changedAt: Math.max(...found.map((state) => Number(state?.mtimeMs ?? 0))),
  };
}
