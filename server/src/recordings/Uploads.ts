import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Clock, Log } from '../call/ports.ts';
import { replaceFile } from '../replaceFile.ts';
import { trackFilesOf } from './describe.ts';
import type { DiskStore } from './DiskStore.ts';
import type { Library } from './Library.ts';
import { names } from './names.ts';
import { readNote, UploadNote } from './notes.ts';
import type { RecordingFolder } from './RecordingFolder.ts';
import type { RecordingStore, StoredFile } from './RecordingStore.ts';
import type { S3Store } from './S3Store.ts';

/** Milliseconds after which a bucket that failed is tried again; twice as many each time. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;

/** An upload was left, as was decided here. */
class Left extends Error {
  override readonly name = 'Left';
}

export interface UploadsParts {
  readonly disk: DiskStore;
  readonly bucket: RecordingStore & Pick<S3Store, 'abandon'>;
  readonly library: Pick<Library, 'find'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether something is made of its tracks. */
  isNeeded(recordingId: string): boolean;
}

/**
 * Brings finished recordings into a bucket, one after the other, and back. What is in the bucket stands in each recording's
 * `upload.json`. A file is deleted here when the bucket has all of them.
 */
export class Uploads {
  readonly #parts: UploadsParts;
  #waiting: string[] = [];
  /** What is done at the moment: never two things at a time. */
  #last: Promise<unknown> = Promise.resolve();
  /** Those whose upload is to be left. */
  readonly #unwanted = new Set<string>();
  #isRunning = false;
  #failures = 0;
  #cancelPause = (): void => {};
  #isClosed = false;

  constructor(parts: UploadsParts) {
    this.#parts = parts;
  }

  /** It has changed: what is new of it is brought there, soon. */
  add(recordingId: string): void {
    if (!this.#waiting.includes(recordingId)) this.#waiting.push(recordingId);
    void this.#run();
  }

  /** Brings its tracks back into its folder. */
  fetch(recordingId: string): Promise<void> {
    return this.#alone(async () => {
      const { disk, bucket, library } = this.#parts;
      const folder = await library.find(recordingId);
      for (const file of trackFilesOf(folder)) {
        if (folder.local.has(file)) continue;
        const content = await bucket.find(recordingId, file);
        if (!content) throw new Error(`the bucket does not have ${file}`);
        await disk.keep(recordingId, file, content);
        const here = await disk.find(recordingId, file);
        // It is the same file, and need not be sent again.
        await this.#change(recordingId, (note) => ({
          ...note,
          kept: note.kept.map((one) => (one.file === file && here ? { ...one, version: here.version } : one)),
        }));
      }
    });
  }

  /** Deletes what the bucket has of a recording, also what is just on its way. */
  async remove(recordingId: string): Promise<void> {
    this.#waiting = this.#waiting.filter((id) => id !== recordingId);
    this.#unwanted.add(recordingId);
    try {
      await this.#alone(async () => {
        const { bucket } = this.#parts;
        const { begun } = await this.#note(recordingId);
        if (begun) await bucket.abandon(recordingId, begun.file, begun.uploadId);
        await bucket.remove(recordingId);
      });
    } finally {
      this.#unwanted.delete(recordingId);
    }
  }

  /** Deletes some of its files there. */
  removeFiles(recordingId: string, files: readonly string[]): Promise<void> {
    return this.#alone(async () => {
      for (const { file } of (await this.#note(recordingId)).kept) {
        if (files.includes(file)) await this.#remove(recordingId, file);
      }
    });
  }

  /** Resolved when what was under way is where it can be gone on with. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelPause();
    await this.#last;
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (
      let next = this.#waiting.shift();
      next !== undefined && !this.#isClosed;
      next = this.#waiting.shift()
    ) {
      const recordingId = next;
      try {
        await this.#alone(() => this.#upload(recordingId));
        this.#failures = 0;
      } catch (error) {
        if (error instanceof Left) continue;
        this.#failures += 1;
        this.#parts.log.error({ recordingId, err: error }, 'a recording is not in the bucket yet');
        if (!this.#waiting.includes(recordingId)) this.#waiting.push(recordingId);
        await this.#pause(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.#failures - 1)));
      }
    }
    this.#isRunning = false;
  }

  async #upload(recordingId: string): Promise<void> {
    const { disk, library, log } = this.#parts;
    const folder = await library.find(recordingId).catch(() => undefined);
    // Deleted meanwhile, or its tracks are needed here: it comes again when they are not.
    if (!folder?.isFinished || this.#parts.isNeeded(recordingId)) return;
    if (isIn(folder, await this.#versions(folder))) return;
    const wanted = wantedFiles(folder);
    for (const file of wanted) {
      const content = await disk.find(recordingId, file);
      this.#assertWanted(recordingId);
      if (content) await this.#keep(recordingId, file, content);
    }
    await this.#assertKept(recordingId);
    await this.#change(recordingId, (note) => ({ ...note, complete: true }));
    for (const { file } of (await this.#note(recordingId)).kept) {
      if (!wanted.includes(file)) await this.#remove(recordingId, file);
    }
    for (const file of mediaOf(folder)) await disk.removeFile(recordingId, file);
    log.info({ recordingId }, 'a recording is in the bucket');
  }

  /** @throws {Left} When it is to be gone on with later, or never. */
  #assertWanted(recordingId: string): void {
    if (this.#isClosed || this.#unwanted.has(recordingId)) throw new Left();
  }

  async #remove(recordingId: string, file: string): Promise<void> {
    await this.#parts.bucket.removeFile(recordingId, file);
    await this.#change(recordingId, (note) => ({
      ...note,
      kept: note.kept.filter((one) => one.file !== file),
    }));
  }

  async #keep(recordingId: string, file: string, content: StoredFile): Promise<void> {
    const { bytes, version } = content;
    const { kept, begun } = await this.#note(recordingId);
    if (kept.some((one) => one.file === file && one.version === version)) return;
    const isSame = begun?.file === file && begun.version === version;
    try {
      await this.#parts.bucket.keep(recordingId, file, content, {
        begun: isSame ? begun : undefined,
        note: async (next) => {
          const sent = { file, version, ...next, parts: [...next.parts] };
          await this.#change(recordingId, (note) => ({ ...note, begun: sent }));
          this.#assertWanted(recordingId);
        },
      });
    } catch (error) {
      // The bucket may have forgotten it: then it is begun anew.
      if (isSame && isForgotten(error)) await this.#change(recordingId, ({ begun: _begun, ...note }) => note);
      throw error;
    }
    await this.#change(recordingId, ({ begun: _begun, ...note }) => ({
      ...note,
      kept: [...note.kept.filter((one) => one.file !== file), { file, bytes, version }],
    }));
  }

  /** @throws {Error} When the bucket has something else than what is noted, which is then sent again. */
  async #assertKept(recordingId: string): Promise<void> {
    const there = await this.#parts.bucket.files(recordingId);
    const { kept } = await this.#note(recordingId);
    const missing = kept.filter(({ file, bytes }) => there.get(file) !== bytes).map(({ file }) => file);
    if (missing.length === 0) return;
    await this.#change(recordingId, (note) => ({
      ...note,
      kept: note.kept.filter(({ file }) => !missing.includes(file)),
    }));
    throw new Error(`the bucket does not have ${missing.join(', ')}`);
  }

  /** Of what is here and belongs into the bucket. */
  async #versions(folder: RecordingFolder): Promise<ReadonlyMap<string, string>> {
    const versions = new Map<string, string>();
    for (const file of wantedFiles(folder)) {
      const found = await this.#parts.disk.find(folder.recordingId, file);
      if (found) versions.set(file, found.version);
    }
    return versions;
  }

  async #note(recordingId: string): Promise<UploadNote> {
    const found = await this.#parts.disk.find(recordingId, names.upload);
    const note = found && readNote(UploadNote, await text(await found.read()));
    return note ?? { version: 1, kept: [], complete: false };
  }

  async #change(recordingId: string, change: (note: UploadNote) => UploadNote): Promise<void> {
    const note = change(await this.#note(recordingId));
    await replaceFile(join(this.#parts.disk.dir, recordingId, names.upload), `${JSON.stringify(note)}\n`);
  }

  #alone<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => {});
    return done;
  }

  #pause(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(delay, resolve);
      this.#cancelPause = () => {
        cancel();
        resolve();
      };
    });
  }
}

/** All that belongs into the bucket, the manifest last: with it, the recording is there. */
function wantedFiles(folder: RecordingFolder): string[] {
  const { local, uploadNote } = folder;
  const there = new Set([...local.keys(), ...(uploadNote?.kept.map(({ file }) => file) ?? [])]);
  return [...mediaOf(folder), names.preview, names.film, names.manifest].filter((file) => there.has(file));
}

/** What is large. */
function mediaOf(folder: RecordingFolder): string[] {
  const film = folder.filmNote?.film;
  return [...trackFilesOf(folder), ...(film?.state === 'done' ? [film.file] : [])];
}

/** Whether the bucket has all of it as it is, and nothing else, and no large file is here. */
function isIn(folder: RecordingFolder, versions: ReadonlyMap<string, string>): boolean {
  const { uploadNote, local } = folder;
  if (!uploadNote?.complete || mediaOf(folder).some((file) => local.has(file))) return false;
  const kept = new Map(uploadNote.kept.map(({ file, version }) => [file, version]));
  const wanted = wantedFiles(folder);
  return (
    [...kept.keys()].every((file) => wanted.includes(file)) &&
    [...versions].every(([file, version]) => kept.get(file) === version)
  );
}

/** The server that speaks S3 knows nothing of an upload in parts, or not of one of its parts. */
function isForgotten(error: unknown): boolean {
  return error instanceof Error && ['NoSuchUpload', 'InvalidPart'].includes(error.name);
}
