import { expect, test } from 'vitest';
import { emptyOrder, nextOrder, tilesPerPage, type StagePerson } from './stageOrder.ts';

/** `*` marks who speaks; `me` is oneself. */
function people(names: string): StagePerson[] {
  return names.split(' ').map((name) => ({
    id: name.replace('*', ''),
    isSelf: name.startsWith('me'),
    speaking: name.endsWith('*') ? 0.5 : 0,
  }));
}

/** The order after these changes, three on a page. */
function orderAfter(...changes: string[]): string {
  return changes.reduce((order, names) => nextOrder(order, people(names), 3), emptyOrder).ids.join(' ');
}

test('people stand in the order in which they came', () => {
  expect(orderAfter('me ana', 'me ana ben', 'me ben cy')).toBe('me ben cy');
});

test('who speaks on the first page stays there', () => {
  expect(orderAfter('me ana ben cy', 'me ana ben* cy')).toBe('me ana ben cy');
});

test('who speaks on another page changes places with somebody who has not spoken', () => {
  expect(orderAfter('me ana ben cy dee', 'me ana ben cy dee*')).toBe('me dee ben cy ana');
});

test('then with whoever spoke longest ago, and never with oneself', () => {
  const talk = ['me ana ben cy', 'me ana* ben cy', 'me ana ben* cy', 'me ana ben cy*'];
  expect(orderAfter(...talk)).toBe('me cy ben ana');
  expect(orderAfter(...talk, 'me ana* ben cy')).toBe('me cy ana ben');
});

test('where everybody on the page speaks, nobody moves', () => {
  expect(orderAfter('me ana ben cy', 'me ana* ben* cy*')).toBe('me ana ben cy');
});

test('whoever goes makes room for the next', () => {
  expect(orderAfter('me ana ben cy dee', 'me ana* ben cy dee', 'me ben cy dee')).toBe('me ben cy dee');
});

test('what does not change is the same object', () => {
  const order = nextOrder(emptyOrder, people('me ana* ben cy'), 3);
  expect(nextOrder(order, people('me ana* ben cy'), 3)).toBe(order);
  expect(nextOrder(order, people('me ana ben cy'), 3)).toBe(order);
});

test.each([
  { width: 344, height: 600, tiles: 12 },
  { width: 1424, height: 760, tiles: 25 },
  { width: 130, height: 100, tiles: 1 },
  { width: 50, height: 50, tiles: 1 },
])('a stage of $width × $height has room for $tiles tiles', ({ width, height, tiles }) => {
  expect(tilesPerPage({ width, height, gap: 8 })).toBe(tiles);
});
