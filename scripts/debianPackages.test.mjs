import { expect, test } from 'vitest';
import { notInstalled } from './debianPackages.mjs';

test('a removed package and one that dpkg has never seen are missing', () => {
  const statuses = 'installed cmake\nconfig-files ninja-build\n';
  expect(notInstalled(['cmake', 'ninja-build', 'g++'], statuses)).toEqual(['ninja-build', 'g++']);
});
