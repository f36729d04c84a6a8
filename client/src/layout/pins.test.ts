import { expect, test } from 'vitest';
import { noPins, shownPins, togglePin, withCommonPin, type Pins } from './pins.ts';

const present = new Set(['ana', 'ben', 'ben/screen']);
const shown = (pins: Pins) => [...shownPins(pins, present)];
const toggled = (pins: Pins, ...keys: string[]) =>
  keys.reduce((now, key) => togglePin(now, key, present), pins);

test('tiles are pinned and unpinned, several at once', () => {
  const both = toggled(noPins, 'ana', 'ben/screen');
  expect(shown(both)).toEqual(['ana', 'ben/screen']);
  expect(shown(toggled(both, 'ana'))).toEqual(['ben/screen']);
});

test('what a host pins is shown, until one goes back', () => {
  const common = withCommonPin(noPins, 'ana');
  expect(shown(common)).toEqual(['ana']);
  const back = toggled(common, 'ana');
  expect(shown(back)).toEqual([]);
  expect(shown(toggled(back, 'ana'))).toEqual(['ana']);
});

test('what one pins oneself goes before it, and after that it is there again', () => {
  const own = toggled(withCommonPin(noPins, 'ana'), 'ben');
  expect(shown(own)).toEqual(['ben']);
  expect(shown(toggled(own, 'ben'))).toEqual(['ana']);
});

test('who went back sees the next that a host pins, and the same one once it was away', () => {
  const back = toggled(withCommonPin(noPins, 'ana'), 'ana');
  expect(withCommonPin(back, 'ana')).toBe(back);
  expect(shown(withCommonPin(back, 'ben'))).toEqual(['ben']);
  expect(shown(withCommonPin(withCommonPin(back, undefined), 'ana'))).toEqual(['ana']);
});

test('what is gone counts for nothing, and is pinned again when it is back', () => {
  const pins = toggled(withCommonPin(noPins, 'ana'), 'ben');
  expect([...shownPins(pins, new Set(['ana']))]).toEqual(['ana']);
  expect([...shownPins(pins, new Set(['me']))]).toEqual([]);
  expect(shown(pins)).toEqual(['ben']);
});
