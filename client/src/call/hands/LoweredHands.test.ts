import { expect, test } from 'vitest';
import { FakeRequests } from '../testing/FakeRequests.ts';
import { LoweredHands } from './LoweredHands.ts';

function scene() {
  const requests = new FakeRequests();
  let changes = 0;
  const lowered = new LoweredHands({ request: requests.request, changed: () => (changes += 1) });
  return { lowered, requests, changes: () => changes };
}

test('[HD2] a hand that one lowers is down at once, and asked for once', async () => {
  const { lowered, requests, changes } = scene();
  lowered.lower('ben');
  lowered.lower('ben');
  expect(lowered.queue(['ben', 'cleo'])).toEqual(['cleo']);
  expect(requests.asked.map(({ data }) => data)).toEqual([{ peerId: 'ben' }]);
  await requests.answer();
  expect(changes()).toBe(2);
  // Raised again.
  expect(lowered.queue(['cleo', 'ben'])).toEqual(['cleo', 'ben']);
});

test('[HD2] where the server would not, it is up again', async () => {
  const { lowered, requests } = scene();
  lowered.lower('ben');
  await requests.refuse('forbidden');
  expect(lowered.queue(['ben'])).toEqual(['ben']);
});
