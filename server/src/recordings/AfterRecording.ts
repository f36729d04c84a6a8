import type { FilmWish } from '@parley/protocol';
import type { Log } from '../call/ports.ts';
import { fileOf, trackFilesOf } from './describe.ts';
import type { DiskStore } from './DiskStore.ts';
import type { FilmQueue } from './FilmQueue.ts';
import type { Library } from './Library.ts';
import { names } from './names.ts';
import type { NotedFilm } from './notes.ts';
import type { RecordingFolder } from './RecordingFolder.ts';
import type { Retention } from './Retention.ts';
import type { Uploads } from './Uploads.ts';

export interface AfterRecordingParts {
  readonly library: Library;
  readonly disk: DiskStore;
  readonly films: FilmQueue;
  readonly retention: Retention;
  /** Where recordings are brought to a bucket. */
  readonly uploads: Pick<Uploads, 'add' | 'removeFiles'> | undefined;
  readonly log: Log;
  /** The film that is made of each recording, or undefined: none. */
  readonly film: FilmWish | undefined;
  /** Whether tracks are kept once there is a film of them. */
  readonly keepsTracks: boolean;
}

/** What happens to a recording when it is over: a picture, a film, and what is not needed any more goes. */
export class AfterRecording {
  readonly #parts: AfterRecordingParts;

  constructor(parts: AfterRecordingParts) {
    this.#parts = parts;
  }

  /** The server has started: goes on with what it was at. Those that ended without it are taken up as well. */
  async resume(): Promise<void> {
    const { library, disk, films, retention, log } = this.#parts;
    try {
      await disk.removeLeft();
      await retention.begin();
      const finished = (await library.folders()).filter(({ isFinished }) => isFinished);
      for (const folder of finished.toSorted((a, b) => queuedAt(a) - queuedAt(b))) {
        if (isUnderWay(folder.filmNote?.film)) films.resume(folder.recordingId);
        await this.#begin(folder);
      }
    } catch (error) {
      log.error({ err: error }, 'recordings of before could not be looked through');
    }
  }

  /** The recorder has closed it. */
  async ended(recordingId: string): Promise<void> {
    try {
      const folder = await this.#parts.library.find(recordingId);
      if (folder.isFinished) await this.#begin(folder);
    } catch (error) {
      this.#parts.log.error({ recordingId, err: error }, 'nothing is made of a recording');
    }
  }

  /** The queue has done what was to be done of it. */
  async settled(recordingId: string): Promise<void> {
    const { library, retention, uploads, log } = this.#parts;
    try {
      await this.#dropTracks(await library.find(recordingId));
      uploads?.add(recordingId);
    } catch (error) {
      // It may have been deleted.
      log.debug({ recordingId, err: error }, 'a recording was not looked at again');
    }
    await retention.look();
  }

  async #begin(folder: RecordingFolder): Promise<void> {
    const { films, film } = this.#parts;
    const { recordingId, filmNote } = folder;
    const hasTracks = trackFilesOf(folder).length > 0;
    if (hasTracks && !fileOf(folder, names.preview) && !filmNote?.withoutPreview) films.preview(recordingId);
    const isWanted = film && hasTracks && !isDecided(folder);
    if (isWanted) await films.wish(recordingId, film);
    if (!films.has(recordingId)) await this.settled(recordingId);
  }

  /** Once all that they have is in the film. */
  async #dropTracks(folder: RecordingFolder): Promise<void> {
    const { keepsTracks, disk, films, uploads, log } = this.#parts;
    const { recordingId, filmNote } = folder;
    const film = filmNote?.film;
    const tracks = trackFilesOf(folder);
    if (keepsTracks || film?.state !== 'done' || tracks.length === 0 || films.has(recordingId)) return;
    if (!fileOf(folder, film.file)) return;
    const missing = filmLength(folder) - (film.duration ?? 0);
    if (missing > tolerance(folder)) {
      log.warn(
        { recordingId, missingMs: missing },
        'a film is shorter than its recording, whose tracks are kept',
      );
      return;
    }
    for (const file of tracks) await disk.removeFile(recordingId, file);
    await uploads?.removeFiles(recordingId, tracks);
    log.info({ recordingId, files: tracks.length }, 'the tracks of a film were deleted');
  }
}

/** Whether a film was made, tried, or deleted. One that only lacked ffmpeg is tried again. */
function isDecided({ filmNote }: RecordingFolder): boolean {
  if (!filmNote) return false;
  // A note may be there for the picture alone.
  if (!filmNote.film) return filmNote.withoutFilm === true;
  return true;
}

function isUnderWay(film: NotedFilm | undefined): boolean {
  return film?.state === 'queued' || film?.state === 'running' || film?.problem === 'ffmpeg_missing';
}

function queuedAt({ filmNote }: RecordingFolder): number {
  return filmNote?.film?.queuedAt ?? Infinity;
}

/** Milliseconds without what was paused. */
function filmLength({ manifest }: RecordingFolder): number {
  const paused = manifest.breaks
    .filter(({ cause }) => cause === 'paused')
    .reduce((sum, { at, until }) => sum + until - at, 0);
  return manifest.duration - paused;
}

/** What a film may lack at its ends: one per cent, two seconds at least. */
const tolerance = (folder: RecordingFolder): number => Math.max(2_000, filmLength(folder) / 100);
