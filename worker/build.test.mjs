import { expect, test } from 'vitest';
import { ninjaStep } from './build.mjs';

test('only the lines of finished steps tell the progress', () => {
  expect(ninjaStep('[12/345] Building CXX object Worker.cpp.o')).toEqual({ done: 12, total: 345 });
  expect(ninjaStep('-- Configuring done')).toBeUndefined();
});
