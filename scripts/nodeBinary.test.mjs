import { expect, test } from 'vitest';
import { isNewEnough } from './nodeBinary.mjs';

test.each([
  ['v24.0.0\n', true],
  ['v26.1.0', true],
  ['v20.20.2', false],
  ['', false],
])('Node %j is new enough: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});
