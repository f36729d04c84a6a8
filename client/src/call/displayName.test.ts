import { limits } from '@parley/protocol/constants';
import { expect, test } from 'vitest';
import { cleanDisplayName } from './displayName.ts';

test.each([
  ['Ana Silva', 'Ana Silva'],
  ['  Ana\tSilva\n', 'Ana Silva'],
  ['Ana\u2028Silva', 'Ana Silva'],
  ['Ana\u202Eavlis', 'Anaavlis'],
  ['A\u200Bn\u00ADa\uFEFF', 'Ana'],
  ['شیرین\u200Cها', 'شیرین\u200Cها'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
  ['\u200B\u200D\u2060', ''],
  ['\u0301', ''],
  ['Ana\uD800', 'Ana'],
  ['x'.repeat(10_000), 'x'.repeat(limits.displayNameLength)],
])('%j becomes %j', (typed, name) => {
  expect(cleanDisplayName(typed)).toBe(name);
});
