import type { FilmWish, RecordingDetails, RecordingList } from '@parley/protocol';
import type { Credential, RecordingsApi } from './RecordingsApi.ts';
import { RecordingsError } from './RecordingsError.ts';

interface Request {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

/** The server's own API (docs/recording.md). */
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

  async #ask(
    path: string,
    credential: Credential,
    { method = 'GET', body, signal }: Request,
  ): Promise<unknown> {
    // No header takes it.
    if (!/^[\x21-\x7e]+$/.test(credential)) throw new RecordingsError('unauthorized', 'that is no key');
    const response = await this.#send(path, {
      method,
      headers: {
        authorization: `Bearer ${credential}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      cache: 'no-store',
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw RecordingsError.of(answer);
    // Something between here and the server has answered in its place.
    if (answer === undefined && response.status === 200) throw new RecordingsError('internal', 'no JSON');
    return answer;
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    // As a function of its own: the browser's asks for no other `this`.
    const send = this.#fetch;
    try {
      return await send(`/api/recordings${path}`, init);
    } catch (error) {
      throw new RecordingsError('unreachable', String(error));
    }
  }
}

const pathOf = (recordingId: string): string => `/${encodeURIComponent(recordingId)}`;
