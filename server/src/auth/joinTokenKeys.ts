// The public keys by which join tokens of another service are checked: a JSON Web Key Set (RFC 7517), by https or in a file.
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { readFile } from 'node:fs/promises';
import type { Clock, Log } from '../call/ports.ts';
import { KeysUnavailable } from './KeysUnavailable.ts';

export interface JoinTokenKeysParts {
  /** `https://…`, or the path of a file. */
  readonly source: string;
  readonly clock: Clock;
  readonly log: Log;
  /** The runtime's, but in tests. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Milliseconds between two looks at the source for a key that is not known, and until it is looked at in any case. */
const COOLDOWN = 30_000;
const MAX_AGE = 600_000;
/** Milliseconds for an answer, and bytes of it. */
const PATIENCE = 5_000;
const MOST_BYTES = 256 * 1024;

/** @returns Which throws KeysUnavailable where the keys cannot be had; that a key is not among them is JWKSNoMatchingKey. */
export function joinTokenKeys(parts: JoinTokenKeysParts): JWTVerifyGetKey {
  const keys = parts.source.startsWith('https://') ? keysByHttps(parts) : keysInFile(parts);
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      parts.log.error({ err: error }, 'the keys of join tokens cannot be had');
      throw new KeysUnavailable('no keys', { cause: error });
    }
  };
}

function keysByHttps({ source, fetch = globalThis.fetch }: JoinTokenKeysParts): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(source), {
    timeoutDuration: PATIENCE,
    cooldownDuration: COOLDOWN,
    cacheMaxAge: MAX_AGE,
    [customFetch]: async (url, options) => bounded(await fetch(url, options)),
  });
}

/** An answer of which no more is read than keys can be. */
async function bounded(answer: Response): Promise<Response> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new Error(`the keys are more than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  const { status, headers } = answer;
  return new Response(new Blob(parts), { status, headers });
}

function keysInFile({ source, clock }: JoinTokenKeysParts): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | undefined;
  let readAt = -Infinity;
  const read = async (): Promise<JWTVerifyGetKey> => {
    // Before the file is there: that it cannot be read is not tried for each token either.
    readAt = clock.now();
    return createLocalJWKSet(JSON.parse(await readFile(source, 'utf8')) as JSONWebKeySet);
  };
  return async (header, token) => {
    if (!keys || clock.now() - readAt > MAX_AGE) keys = await read();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || clock.now() - readAt < COOLDOWN) throw error;
      keys = await read();
      return keys(header, token);
    }
  };
}
