import type { Film, FilmWish, RecordingList, RecordingSummary } from '@parley/protocol';
import { ManifestError } from '@parley/recorder/manifest';
import type { Clock, Log } from '../call/ports.ts';
import {
  bytesHere,
  detailsOf,
  fileOf,
  filmOf,
  filesOf,
  summaryOf,
  titleOf,
  trackFilesOf,
  type DescribedRecording,
  type Surroundings,
} from './describe.ts';
import type { DiskStore } from './DiskStore.ts';
import type { DeletedList } from './DeletedList.ts';
import type { FilmQueue } from './FilmQueue.ts';
import { LibraryError } from './LibraryError.ts';
import { isRecordingId } from './names.ts';
import { readFolder, stateOfFolder, type RecordingFolder } from './RecordingFolder.ts';
import type { RecordingStore, StoredFile } from './RecordingStore.ts';

/** Milliseconds: what changed less long ago may change again without its time telling. */
const SETTLED_AFTER = 100;

export interface LibraryParts {
  readonly disk: DiskStore;
  readonly films: Pick<FilmQueue, 'wish' | 'drop' | 'forget' | 'progressOf'>;
  readonly deleted: DeletedList;
  /** Where finished recordings are brought to, if they are. */
  readonly bucket: { store: RecordingStore; remove(recordingId: string): Promise<void> } | undefined;
  /** Milliseconds after its end after which a recording is deleted. */
  readonly keptFor: number | undefined;
  /** Bytes that recordings may take on this machine. */
  readonly quota: number | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether it is being recorded at the moment. */
  isRunning(recordingId: string): boolean;
  /** What lets whoever has it read the files of a recording for a while. */
  ticket(recordingId: string): string;
}

/** A file of a recording, for whoever may have it. */
export interface LibraryFile {
  readonly content: StoredFile;
  /** Its media type. */
  readonly type: string;
  /** What it is called outside of here. */
  readonly title: string;
}

/** What was read of a folder, and the state that the folder was in: it is read again when that is another one. */
interface Shelf {
  readonly state: string;
  readonly folder: RecordingFolder | LibraryError | undefined;
}

/** The recordings that there are, those under way included: folders of one folder, whatever else is in it. */
export class Library {
  readonly #parts: LibraryParts;
  readonly #shelves = new Map<string, Shelf>();
  /** Those whose damage was told, by the message. */
  readonly #told = new Map<string, string>();

  constructor(parts: LibraryParts) {
    this.#parts = parts;
  }

  /** Those that are damaged are not in it. */
  async list(): Promise<RecordingList> {
    const folders = await this.folders();
    const recordings = folders
      .map((folder) => this.#summaryOf(folder))
      .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
    const used = folders.reduce((sum, folder) => sum + bytesHere(folder), 0);
    const { deleted, quota } = this.#parts;
    return { recordings, used, ...(quota !== undefined && { quota }), deleted: await deleted.read() };
  }

  /** All that can be read. */
  async folders(): Promise<RecordingFolder[]> {
    const folders: RecordingFolder[] = [];
    const ids = await this.#parts.disk.folders();
    for (const id of ids) {
      const folder = await this.#read(id);
      if (folder instanceof LibraryError) this.#tellDamaged(id, folder);
      else if (folder) folders.push(folder);
    }
    const there = new Set(ids);
    for (const id of this.#shelves.keys()) if (!there.has(id)) this.#shelves.delete(id);
    return folders;
  }

  /** @throws {LibraryError} `not_found`, `damaged` */
  async find(recordingId: string): Promise<RecordingFolder> {
    const folder = await this.#read(recordingId);
    if (!folder) throw notFound();
    if (folder instanceof LibraryError) throw folder;
    return folder;
  }

  placeOf(folder: RecordingFolder): RecordingSummary['place'] {
    if (isInBucket(folder)) return 'bucket';
    return this.#parts.bucket && folder.isFinished ? 'uploading' : 'disk';
  }

  /** @throws {LibraryError} `not_found`, `damaged` */
  async details(recordingId: string): Promise<DescribedRecording> {
    const folder = await this.find(recordingId);
    return detailsOf(folder, this.#around(folder));
  }

  /** @throws {LibraryError} `not_found`, `damaged`, `unavailable` */
  async file(recordingId: string, file: string): Promise<LibraryFile> {
    const folder = await this.find(recordingId);
    const named = fileOf(folder, file);
    const content = named && (await this.#content(recordingId, file));
    if (!content) throw new LibraryError('not_found', 'the recording has no such file');
    return { content, type: named.type, title: titleOf(folder, file) };
  }

  /** @throws {LibraryError} `not_found`, `running`, `unavailable`: then nothing was deleted */
  async remove(recordingId: string): Promise<void> {
    const folder = await this.#read(recordingId);
    if (!folder) throw notFound();
    // What a process left that died may be deleted, although it may still be gone on with.
    if (this.#parts.isRunning(recordingId)) {
      throw new LibraryError('running', 'it is being recorded: stop that first');
    }
    const { disk, films, bucket, log } = this.#parts;
    await films.forget(recordingId);
    // First, for what is there only would be taken up again.
    await bucket?.remove(recordingId).catch((error: unknown) => this.#unavailable(error));
    await disk.remove(recordingId);
    log.info({ recordingId }, 'a recording was deleted');
  }

  /**
   * Puts a film into the queue, in the place of the one that there is.
   * @throws {LibraryError} `not_found`, `damaged`, `running`, `no_tracks`
   */
  async makeFilm(recordingId: string, wish: FilmWish): Promise<Film> {
    const folder = await this.find(recordingId);
    if (!folder.isFinished)
      throw new LibraryError('running', 'it is being recorded: a film is made afterwards');
    if (trackFilesOf(folder).length === 0) {
      throw new LibraryError('no_tracks', 'it has no tracks of which a film could be made');
    }
    const film = await this.#parts.films.wish(recordingId, wish);
    return filmOf(film, { files: filesOf(folder), progress: this.#parts.films.progressOf(recordingId) });
  }

  /** @throws {LibraryError} `not_found`, `damaged` */
  async dropFilm(recordingId: string): Promise<void> {
    const { filmNote } = await this.find(recordingId);
    if (filmNote?.film) await this.#parts.films.drop(recordingId);
  }

  /** Here, or in the bucket. */
  async #content(recordingId: string, file: string): Promise<StoredFile | undefined> {
    const { disk, bucket } = this.#parts;
    const here = await disk.find(recordingId, file);
    if (here || !bucket) return here;
    const fail = (error: unknown) => this.#unavailable(error);
    const there = await bucket.store.find(recordingId, file).catch(fail);
    return there && { ...there, read: (range) => there.read(range).catch(fail) };
  }

  #unavailable(error: unknown): never {
    this.#parts.log.error({ err: error }, 'the bucket does not answer');
    throw new LibraryError('unavailable', 'the bucket of the recordings does not answer', { cause: error });
  }

  async #read(recordingId: string): Promise<RecordingFolder | LibraryError | undefined> {
    if (!isRecordingId(recordingId)) return undefined;
    const { disk, clock } = this.#parts;
    const isRunning = this.#parts.isRunning(recordingId);
    const state = await stateOfFolder(disk.dir, recordingId);
    const known = this.#shelves.get(recordingId);
    if (!isRunning && known?.state === state.text) return known.folder;
    const folder = await readFolder(disk, recordingId, { isRunning, now: clock.now() }).catch(asDamaged);
    const isSettled = Date.now() - state.changedAt > SETTLED_AFTER;
    const isRead = !(folder instanceof LibraryError) || folder.cause instanceof ManifestError;
    if (isSettled && isRead && !isRunning) this.#shelves.set(recordingId, { state: state.text, folder });
    else this.#shelves.delete(recordingId);
    return folder;
  }

  #summaryOf(folder: RecordingFolder): RecordingSummary {
    return summaryOf(folder, this.#around(folder));
  }

  #around(folder: RecordingFolder): Surroundings {
    const { recordingId } = folder;
    const { films, keptFor } = this.#parts;
    return {
      place: this.placeOf(folder),
      progress: films.progressOf(recordingId),
      keptFor,
      ticket: this.#parts.ticket(recordingId),
    };
  }

  #tellDamaged(recordingId: string, { message }: LibraryError): void {
    if (this.#told.get(recordingId) === message) return;
    this.#told.set(recordingId, message);
    this.#parts.log.warn({ recordingId, reason: message }, 'a recording is damaged, and is not shown');
  }
}

/** Whether nothing large of it is here alone. */
function isInBucket(folder: RecordingFolder): boolean {
  const { uploadNote, filmNote } = folder;
  if (!uploadNote?.complete) return false;
  const kept = new Set(uploadNote.kept.map(({ file }) => file));
  const film = filmNote?.film?.state === 'done' ? [filmNote.film.file] : [];
  return [...trackFilesOf(folder), ...film].every((file) => kept.has(file));
}

const notFound = () => new LibraryError('not_found', 'there is no such recording');

/** What the disk does not let us read is no reason for not showing the others. */
function asDamaged(error: unknown): LibraryError {
  if (error instanceof LibraryError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return new LibraryError('damaged', `it cannot be read (${code})`, { cause: error });
}
