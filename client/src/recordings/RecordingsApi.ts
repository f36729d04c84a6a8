// What the page asks the server about recordings.
import type { FilmWish, RecordingDetails, RecordingList } from '@parley/protocol';

/** The operator's key, or the token of the recording that is asked about. */
export type Credential = string;

/** Each rejects with a RecordingsError. */
export interface RecordingsApi {
  /** All of them, for whoever has the operator's key. */
  list(key: Credential, signal?: AbortSignal): Promise<RecordingList>;
  details(recordingId: string, credential: Credential, signal?: AbortSignal): Promise<RecordingDetails>;
  delete(recordingId: string, credential: Credential): Promise<void>;
  /** In place of the film that there is. */
  makeFilm(recordingId: string, credential: Credential, wish: FilmWish): Promise<void>;
  /** The one that is there, or on its way. */
  deleteFilm(recordingId: string, credential: Credential): Promise<void>;
  /** Of a file, for whoever has the ticket: to be shown, or to be saved under a telling name. */
  fileAddress(recordingId: string, file: string, ticket: string, purpose?: 'show' | 'download'): string;
}
