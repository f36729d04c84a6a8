import { expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { Demand } from './Demand.ts';

function demand() {
  const clock = new FakeClock();
  const told: number[] = [];
  return { clock, told, demand: new Demand(clock, (sizes) => told.push(sizes)) };
}

test('the first is told at once, and so is more', () => {
  const { told, demand: wish } = demand();
  wish.update(0);
  wish.update(0);
  wish.update(2);
  wish.update(3);
  expect(told).toEqual([0, 2, 3]);
});

test('less is told after two seconds, counted from the first time', () => {
  const { clock, told, demand: wish } = demand();
  wish.update(3);
  wish.update(1);
  clock.advance(1_500);
  wish.update(0);
  expect(told).toEqual([3]);
  clock.advance(500);
  expect(told).toEqual([3, 0]);
});

test('who comes back in time changes nothing', () => {
  const { clock, told, demand: wish } = demand();
  wish.update(3);
  wish.update(1);
  clock.advance(1_000);
  wish.update(3);
  clock.advance(5_000);
  expect(told).toEqual([3]);
});

test('after the end nothing is told', () => {
  const { clock, told, demand: wish } = demand();
  wish.update(3);
  wish.update(0);
  wish.close();
  clock.advance(5_000);
  expect(told).toEqual([3]);
});
