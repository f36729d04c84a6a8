import { expect, test } from 'vitest';
import { progress } from './progress.mjs';

test('a terminal sees one line, written over', () => {
  expect(shown({ isTTY: true }, 4)).toBe('\r  Built: 25 %\r  Built: 50 %\r  Built: 75 %\r  Built: 100 %\n');
});

test('a log gets a line each tenth', () => {
  expect(shown({}, 1000).split('\n')).toHaveLength(11);
});

/**
 * @param {{ isTTY?: boolean }} screen
 * @param {number} total
 */
function shown(screen, total) {
  let text = '';
  const show = progress('Built', { ...screen, write: (/** @type {string} */ part) => (text += part) });
  for (let done = 1; done <= total; done++) show(done, total);
  return text;
}
