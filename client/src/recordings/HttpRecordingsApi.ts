import type { FilmWish, RecordingDetails, RecordingList } from '@parley/protocol';
import { askApi, type ApiRequest } from './askApi.ts';
import type { Credential, RecordingsApi } from './RecordingsApi.ts';

/** The server's own API (docs/api.md). */
export class HttpRecordingsApi implements RecordingsApi {
  readonly #fetch: typeof fetch;

  /** @param fetch The browser's. */
  constructor(fetch: typeof globalThis.fetch) {
    this.#fetch = fetch;
  }

  async list(key: Credential, signal?: AbortSignal): Promise<RecordingList> {
    return (await this.#ask('', key, { signal })) as RecordingList;
  }

  async details(
    recordingId: string,
    credential: Credential,
    signal?: AbortSignal,
  ): Promise<RecordingDetails> {
    return (await this.#ask(pathOf(recordingId), credential, { signal })) as RecordingDetails;
  }

  async delete(recordingId: string, credential: Credential): Promise<void> {
    await this.#ask(pathOf(recordingId), credential, { method: 'DELETE' });
  }

  async makeFilm(recordingId: string, credential: Credential, wish: FilmWish): Promise<void> {
    await this.#ask(`${pathOf(recordingId)}/film`, credential, { method: 'POST', body: wish });
  }

  async deleteFilm(recordingId: string, credential: Credential): Promise<void> {
    await this.#ask(`${pathOf(recordingId)}/film`, credential, { method: 'DELETE' });
  }

  fileAddress(recordingId: string, file: string, ticket: string, purpose = 'show'): string {
    const query = `${purpose === 'download' ? 'download&' : ''}ticket=${encodeURIComponent(ticket)}`;
    return `/api/recordings${pathOf(recordingId)}/files/${encodeURIComponent(file)}?${query}`;
  }

  #ask(path: string, credential: Credential, request: ApiRequest): Promise<unknown> {
    // As a function of its own: the browser's asks for no other `this`.
    const send = this.#fetch;
    return askApi(send, `/api/recordings${path}`, credential, request);
  }
}

const pathOf = (recordingId: string): string => `/${encodeURIComponent(recordingId)}`;
