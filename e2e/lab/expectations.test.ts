import { expect, test } from 'vitest';
import { expectedPath, wordsFor } from './expectations.ts';
import { networkNames, type NetworkName } from './networkKinds.ts';
import type { Setup } from './setups.ts';

const pairs = networkNames.flatMap((one) => networkNames.map((other) => [one, other] as const));

function expected(setup: Setup, networks: readonly [NetworkName, NetworkName]) {
  return expectedPath({ setup, networks, browsers: ['chromium', 'chromium'] });
}

test.each(['direct calls', 'TURN for all'] as const)('%s: it does not matter who comes first', (setup) => {
  for (const [one, other] of pairs) {
    expect(expected(setup, [one, other])).toBe(expected(setup, [other, one]));
  }
});

test('without direct calls, everything goes by the server', () => {
  for (const pair of pairs) expect(expected('server only', pair)).toBe('server');
});

test('TURN for all takes over from the server, and leaves what is direct as it is', () => {
  for (const pair of pairs) {
    const without = expected('direct calls', pair);
    expect(expected('TURN for all', pair)).toBe(without === 'server' ? 'relayed' : without);
  }
});

test('what goes to the server may be relayed on its way', () => {
  expect(wordsFor('server')).toEqual(['server', 'relayed']);
  expect(wordsFor('direct')).toEqual(['direct']);
});
