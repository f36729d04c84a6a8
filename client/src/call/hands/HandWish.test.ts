import { expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { FakeRequests } from '../testing/FakeRequests.ts';
import { HandWish } from './HandWish.ts';

function scene() {
  const requests = new FakeRequests();
  const clock = new FakeClock();
  let changes = 0;
  const hand = new HandWish({ clock, request: requests.request, changed: () => (changes += 1) });
  return { hand, requests, clock, changes: () => changes };
}

test('a hand is shown at once, at the end of the queue, and then where the server has it', async () => {
  const { hand, requests, changes } = scene();
  hand.set(true);
  expect(changes()).toBe(1);
  expect(hand.queue(['ben'], 'ann')).toEqual(['ben', 'ann']);
  expect(hand.queue(['ann', 'ben'], 'ann')).toEqual(['ann', 'ben']);
  await requests.answer();
  expect(hand.queue(['ann', 'ben'], 'ann')).toEqual(['ann', 'ben']);
  hand.set(false);
  expect(hand.queue(['ann', 'ben'], 'ann')).toEqual(['ben']);
  await requests.answer();
  expect(requests.methods).toEqual(['raiseHand', 'lowerHand']);
  // A host has lowered it, or raised again elsewhere: the server's word counts.
  expect(hand.queue(['ann'], 'ann')).toEqual(['ann']);
});

test('of many wishes the last counts, and no more is asked than needed', async () => {
  const { hand, requests } = scene();
  for (let n = 0; n < 9; n += 1) hand.set(n % 2 === 0);
  await requests.answer();
  expect(requests.methods).toEqual(['raiseHand']);
  hand.set(true);
  hand.set(false);
  await requests.answer();
  expect(requests.methods).toEqual(['raiseHand', 'raiseHand', 'lowerHand']);
});

test('[HD4] raised too fast, it is raised again after a while, unless the wish is another by then', async () => {
  const { hand, requests, clock } = scene();
  hand.set(true);
  await requests.refuse('too_fast');
  expect(hand.queue([], 'ann')).toEqual(['ann']);
  clock.advance(2_000);
  expect(requests.methods).toEqual(['raiseHand', 'raiseHand']);
  await requests.refuse('too_fast');
  hand.set(false);
  clock.advance(2_000);
  await requests.answer();
  expect(requests.methods).toEqual(['raiseHand', 'raiseHand', 'lowerHand']);
});

test('what was wished without a connection is said in the next place', async () => {
  const { hand, requests } = scene();
  hand.set(true);
  await requests.refuse('disconnected');
  expect(hand.queue([], 'ann')).toEqual(['ann']);
  hand.enter({ resumed: true, wasRaised: false });
  await requests.answer();
  expect(requests.methods).toEqual(['raiseHand', 'raiseHand']);
});

test('[RS6] a hand goes up again in a server that was restarted, and not where a host has lowered it', async () => {
  const { hand, requests } = scene();
  hand.enter({ resumed: true, wasRaised: true });
  expect(requests.methods).toEqual([]);
  hand.enter({ resumed: false, wasRaised: true });
  await requests.answer();
  expect(requests.methods).toEqual(['raiseHand']);
});

test('a hand that may not be raised goes down again', async () => {
  const { hand, requests } = scene();
  hand.set(true);
  await requests.refuse('forbidden');
  expect(hand.queue([], 'ann')).toEqual([]);
});
