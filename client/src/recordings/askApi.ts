// One question to an API of the server, with a key or a token.
import type { Credential } from './RecordingsApi.ts';
import { RecordingsError } from './RecordingsError.ts';

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

/**
 * @param send The browser's `fetch`.
 * @returns What it answers as JSON, if anything.
 * @throws {RecordingsError} For whatever is not done.
 */
export async function askApi(
  send: typeof fetch,
  address: string,
  credential: Credential,
  { method = 'GET', body, signal }: ApiRequest = {},
): Promise<unknown> {
  // No header takes it.
  if (!/^[\x21-\x7e]+$/.test(credential)) throw new RecordingsError('unauthorized', 'that is no key');
  const response = await reach(send, address, {
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

async function reach(send: typeof fetch, address: string, init: RequestInit): Promise<Response> {
  try {
    return await send(address, init);
  } catch (error) {
    throw new RecordingsError('unreachable', String(error));
  }
}
