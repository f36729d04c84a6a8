import { expect, test } from 'vitest';
import { exchanged, nextOrder, tilesPerPage } from './stageOrder.ts';

/** The order after these changes, three on a page. `*` marks who speaks; `me` is oneself. */
function orderAfter(...changes: string[]): string {
  const turns = new Map<string, number>();
  let order: readonly string[] = [];
  for (const [turn, names] of changes.entries()) {
    const people = names.split(' ').map((name) => name.replace('*', ''));
    const speaking = new Set(
      names
        .split(' ')
        .filter((name) => name.endsWith('*'))
        .map((name) => name.slice(0, -1)),
    );
    for (const id of speaking) turns.set(id, turn + 1);
    order = nextOrder(
      order,
      people.map((id) => ({ id, isSelf: id === 'me' })),
      { of: (id) => (speaking.has(id) ? 0.5 : 0), turnOf: (id) => turns.get(id) ?? 0 },
      3,
    );
  }
  return order.join(' ');
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
  const people = ['me', 'ana', 'ben'].map((id) => ({ id, isSelf: id === 'me' }));
  const silence = { of: () => 0, turnOf: () => 0 };
  const order = nextOrder([], people, silence, 3);
  expect(nextOrder(order, people, silence, 3)).toBe(order);
  expect(nextOrder(order, people, { of: () => 1, turnOf: () => 1 }, 3)).toBe(order);
});

test('who is shown large leaves the place to whoever was, and nobody else moves', () => {
  const order = ['me', 'ana', 'ben', 'cy'];
  expect(exchanged(order, 'ana', 'cy')).toEqual(['me', 'cy', 'ben', 'ana']);
  for (const [one, other] of [
    ['ana', 'ana'],
    ['ana', undefined],
    [undefined, 'ana'],
    ['ana', 'gone'],
  ]) {
    expect(exchanged(order, one, other)).toBe(order);
  }
});

test.each([
  { width: 344, height: 600, tiles: 12 },
  { width: 1424, height: 760, tiles: 25 },
  { width: 130, height: 100, tiles: 1 },
  { width: 50, height: 50, tiles: 1 },
])('a stage of $width × $height has room for $tiles tiles', ({ width, height, tiles }) => {
  expect(tilesPerPage({ width, height, gap: 8 })).toBe(tiles);
});
