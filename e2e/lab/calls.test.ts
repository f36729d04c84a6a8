import { expect, test } from 'vitest';
import { allCalls, fewCalls, titleOf } from './calls.ts';
import { networkNames } from './networkKinds.ts';

test.each([
  { name: 'all', calls: allCalls },
  { name: 'few', calls: fewCalls },
])('$name calls meet every network', ({ calls }) => {
  expect(new Set(calls.flatMap(({ networks }) => networks))).toEqual(new Set(networkNames));
});

test('all calls are every network with every network, in every set-up', () => {
  const plain = allCalls.filter(
    ({ browsers, impairment, move }) => !impairment && !move && browsers.every((name) => name === 'chromium'),
  );
  expect(plain).toHaveLength(3 * 21);
  expect(new Set(plain.map((call) => `${call.setup}: ${titleOf(call)}`)).size).toBe(plain.length);
});

test('a title tells the networks, a browser that is not the usual one, a bad line, and a move', () => {
  expect(
    titleOf({
      setup: 'direct calls',
      networks: ['cone', 'only 443'],
      browsers: ['chromium', 'firefox'],
      impairment: '10 % loss',
    }),
  ).toBe('cone × only 443 (Firefox), 10 % loss');
  const chromium = ['chromium', 'chromium'] as const;
  expect(
    titleOf({ setup: 'server only', networks: ['cone', 'cone'], browsers: chromium, move: 'wanders' }),
  ).toBe('cone × cone, wanders');
});
