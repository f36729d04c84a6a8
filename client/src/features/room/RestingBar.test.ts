import { expect, test } from 'vitest';
import { FakeClock } from '../../call/testing/FakeClock.ts';
import { RestingBar } from './RestingBar.ts';

function bar() {
  const clock = new FakeClock();
  const state = { inUse: false };
  const resting = new RestingBar({ clock, inUse: () => state.inUse });
  return { clock, state, resting };
}

test('the controls step back four seconds after the last stir, and are back with the next', () => {
  const { clock, resting } = bar();
  resting.stir();
  clock.advance(3_000);
  resting.stir();
  clock.advance(3_999);
  expect(resting.get()).toBe(false);
  clock.advance(1);
  expect(resting.get()).toBe(true);
  resting.stir();
  expect(resting.get()).toBe(false);
  clock.advance(4_000);
  expect(resting.get()).toBe(true);
});

test('what is in use stays, and for as long again afterwards', () => {
  const { clock, state, resting } = bar();
  resting.stir();
  state.inUse = true;
  clock.advance(60_000);
  expect(resting.get()).toBe(false);
  state.inUse = false;
  clock.advance(4_000);
  expect(resting.get()).toBe(true);
});

test('where they may not step back any more they are back at once', () => {
  const { clock, resting } = bar();
  resting.stir();
  clock.advance(4_000);
  resting.close();
  expect(resting.get()).toBe(false);
  clock.advance(60_000);
  expect(resting.get()).toBe(false);
});
