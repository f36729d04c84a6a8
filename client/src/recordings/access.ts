// By what this browser may see a recording: the token that came with a link, the one that it holds, or the operator's key.
import { remember, remembered } from '../remembered.ts';
import { heldRecordings } from './heldRecordings.ts';
import type { Credential } from './RecordingsApi.ts';
import { codeOf, RecordingsError } from './RecordingsError.ts';

const KEY = 'operatorsKey';

/** Kept by this tab only, as long as it is there. */
export const operatorsKey = (): Credential | undefined => remembered(KEY, 'tab');

/** @param key Undefined to forget. */
export const keepOperatorsKey = (key: Credential | undefined): void => remember(KEY, key, 'tab');

const heldToken = (recordingId: string): Credential | undefined =>
  heldRecordings.get().find((held) => held.recordingId === recordingId)?.token;

/** The most particular first, each once. */
export function credentialsFor(
  recordingId: string,
  linkToken: Credential | undefined,
): readonly Credential[] {
  const all = [linkToken, heldToken(recordingId), operatorsKey()];
  return [...new Set(all.filter((credential) => credential !== undefined))];
}

interface Opened<T> {
  readonly answer: T;
  readonly credential: Credential;
}

/** Asks by one after the other until one lets its holder change it: else by the first that opens it. */
export async function withBest<T extends { readonly mayChange: boolean }>(
  credentials: readonly Credential[],
  ask: (credential: Credential) => Promise<T>,
): Promise<Opened<T>> {
  let first: Opened<T> | undefined;
  let refusal: unknown = new RecordingsError('unauthorized', 'there is neither a key nor a token');
  for (const credential of credentials) {
    try {
      const opened = { answer: await ask(credential), credential };
      if (opened.answer.mayChange) return opened;
      first ??= opened;
    } catch (error) {
      const code = codeOf(error);
      if (!first && code !== 'unauthorized' && code !== 'not_found') throw error;
      // That a token is not known says more than that a key is wrong.
      if (code === 'not_found' || codeOf(refusal) === 'unauthorized') refusal = error;
    }
  }
  if (first) return first;
  throw refusal;
}
