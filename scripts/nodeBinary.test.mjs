import { afterEach, expect, test, vi } from 'vitest';
import { environmentWith, isNewEnough } from './nodeBinary.mjs';

test.each([
  ['v24.0.0\n', true],
  ['v26.1.0', true],
  ['v20.20.2', false],
  ['', false],
])('Node %j is new enough: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});

afterEach(() => vi.unstubAllEnvs());

test('programs of the packages come first, and what is compiled is kept where the checkout or whoever calls says', () => {
  vi.stubEnv('NODE_COMPILE_CACHE', undefined);
  vi.stubEnv('PATH', '/usr/bin');
  const env = environmentWith('/parley', '/node/bin/node');
  expect(env.PATH).toBe('/node/bin:/parley/node_modules/.bin:/usr/bin');
  expect(env.NODE_COMPILE_CACHE).toBe('/parley/.parley/compiled');
  vi.stubEnv('NODE_COMPILE_CACHE', '/elsewhere');
  expect(environmentWith('/parley', '/node/bin/node').NODE_COMPILE_CACHE).toBe('/elsewhere');
});
