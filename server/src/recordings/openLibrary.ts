import { join } from 'node:path';
import type { FilmWish } from '@parley/protocol';
import type { Clock, Log } from '../call/ports.ts';
import { AfterRecording } from './AfterRecording.ts';
import { ComposerProcess } from './ComposerProcess.ts';
import { DeletedList } from './DeletedList.ts';
import { DiskStore } from './DiskStore.ts';
import { FilmNotes } from './FilmNotes.ts';
import { FilmQueue } from './FilmQueue.ts';
import { Library, type LibraryParts } from './Library.ts';
import { Retention } from './Retention.ts';
import { S3Store, type S3Options } from './S3Store.ts';
import { takeUp } from './takeUp.ts';
import { Uploads } from './Uploads.ts';

export interface LibraryOptions extends Pick<LibraryParts, 'isRunning' | 'ticket' | 'keptFor' | 'quota'> {
  /** Of all recordings. */
  readonly dir: string;
  /** The file of the composer that Node runs, and its environment. */
  readonly composer: { program: string; env: NodeJS.ProcessEnv };
  /** The film that is made of each recording, or undefined: none. */
  readonly film: FilmWish | undefined;
  readonly keepsTracks: boolean;
  /** The bucket that finished recordings are brought to, if they are. */
  readonly s3: S3Options | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

export interface OpenLibrary {
  readonly library: Library;
  readonly films: FilmQueue;
  /** A recording is over. */
  ended(recordingId: string): Promise<void>;
  /** Goes on with what a server before was at. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** The library and all that works on it, put together. */
export async function openLibrary(options: LibraryOptions): Promise<OpenLibrary> {
  const { dir, clock, log, isRunning, ticket, keptFor, quota, film, keepsTracks } = options;
  const disk = new DiskStore(dir);
  const bucket = options.s3 && (await S3Store.open(options.s3));
  const composer = new ComposerProcess(
    { ...options.composer, clock, log },
    { heard: (news) => films.hear(news), replaced: () => films.replaced() },
  );
  const films: FilmQueue = new FilmQueue({
    disk,
    notes: new FilmNotes(disk),
    composer,
    clock,
    log,
    fetch: async (recordingId) => uploads?.fetch(recordingId),
    settled: (recordingId) => void after.settled(recordingId),
  });
  const deleted = new DeletedList(join(dir, 'deleted.json'), log);
  const library: Library = new Library({
    disk,
    films,
    deleted,
    bucket: bucket && { store: bucket, remove: async (recordingId) => uploads?.remove(recordingId) },
    keptFor,
    quota,
    clock,
    log,
    isRunning,
    ticket,
  });
  const isNeeded = (recordingId: string) => films.has(recordingId);
  const uploads: Uploads | undefined = bucket && new Uploads({ disk, bucket, library, clock, log, isNeeded });
  const retention = new Retention({ library, deleted, clock, log, keptFor, quota });
  const after = new AfterRecording({ library, disk, films, retention, uploads, log, film, keepsTracks });
  return {
    library,
    films,
    ended: (recordingId) => after.ended(recordingId),
    resume: async () => {
      await after.resume();
      await (bucket && takeUp(disk, bucket, log))?.catch((error: unknown) => {
        log.error({ err: error }, 'what is in the bucket could not be looked at');
      });
    },
    close: async () => {
      await Promise.all([films.close(), retention.close(), uploads?.close()]);
      bucket?.close();
    },
  };
}
