import { expect, test } from 'vitest';
import { withBest } from './access.ts';
import { RecordingsError, type RecordingsErrorCode } from './RecordingsError.ts';

/** Each credential opens it, or is the code by which it does not. */
const ask = async (credential: string): Promise<{ by: string; mayChange: boolean }> => {
  if (credential.startsWith('good')) return { by: credential, mayChange: credential.endsWith('key') };
  throw new RecordingsError(credential as RecordingsErrorCode, '');
};

test.each([
  [['not_found', 'unauthorized', 'good one', 'good two'], 'good one'],
  [['good one', 'good key', 'good other key'], 'good key'],
  // What one has already is not lost by another one.
  [['good one', 'unreachable'], 'good one'],
])('[PG3] of %j that is taken with which one may do most, or the first: %s', async (credentials, best) => {
  expect(await withBest(credentials, ask)).toMatchObject({ answer: { by: best }, credential: best });
});

test.each([
  [[], 'unauthorized'],
  [['unauthorized'], 'unauthorized'],
  [['not_found', 'unauthorized'], 'not_found'],
  [['unauthorized', 'not_found'], 'not_found'],
  // It may be the right one.
  [['unreachable', 'good one'], 'unreachable'],
] as const)('[PG3] where none of %j opens it, the reason is “%s”', async (credentials, code) => {
  await expect(withBest(credentials, ask)).rejects.toMatchObject({ code });
});
