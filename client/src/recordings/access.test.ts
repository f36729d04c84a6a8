import { expect, test } from 'vitest';
import { withFirst } from './access.ts';
import { RecordingsError, type RecordingsErrorCode } from './RecordingsError.ts';

/** Each credential opens it, or is the code by which it does not. */
const ask = async (credential: string): Promise<string> => {
  if (credential.startsWith('good')) return `by ${credential}`;
  throw new RecordingsError(credential as RecordingsErrorCode, '');
};

test('[PG3] the first credential that opens a recording is the one', async () => {
  const opened = withFirst(['not_found', 'unauthorized', 'good one', 'good two'], ask);
  expect(await opened).toEqual({ answer: 'by good one', credential: 'good one' });
});

test.each([
  [[], 'unauthorized'],
  [['unauthorized'], 'unauthorized'],
  [['not_found', 'unauthorized'], 'not_found'],
  [['unauthorized', 'not_found'], 'not_found'],
  // It may be the right one.
  [['unreachable', 'good one'], 'unreachable'],
] as const)('[PG3] where none of %j opens it, the reason is “%s”', async (credentials, code) => {
  await expect(withFirst(credentials, ask)).rejects.toMatchObject({ code });
});
