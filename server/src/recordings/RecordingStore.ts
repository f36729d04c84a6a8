import type { Readable } from 'node:stream';

/** A stretch of a file, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface StoredFile {
  readonly bytes: number;
  /** Another one as soon as the content is. */
  readonly version: string;
  /** Whoever does not read it to its end destroys it. */
  read(range?: ByteRange): Promise<Readable>;
}

/** How far a file has come that is kept in parts, so that it can be gone on with after a restart. */
export interface BegunUpload {
  readonly uploadId: string;
  readonly partSize: number;
  /** What the store calls the parts that it has, in their order. */
  readonly parts: readonly string[];
}

export interface UploadProgress {
  readonly begun: BegunUpload | undefined;
  /** Resolved when it is remembered. */
  note(begun: BegunUpload): Promise<void>;
}

/** Where recordings are: each has files by their names. `storeContract.ts` is what all stores promise. */
export interface RecordingStore {
  /** Ids of those that have a manifest, in any order. */
  recordings(): Promise<string[]>;
  /** Bytes of each file by its name; empty where there is no such recording. */
  files(recordingId: string): Promise<ReadonlyMap<string, number>>;
  find(recordingId: string, file: string): Promise<StoredFile | undefined>;
  /** Whole or not at all, in the place of what was there under the name. */
  keep(recordingId: string, file: string, content: StoredFile, progress?: UploadProgress): Promise<void>;
  /** What is not there is removed already. */
  removeFile(recordingId: string, file: string): Promise<void>;
  remove(recordingId: string): Promise<void>;
}
