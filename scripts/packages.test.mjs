import { expect, test } from 'vitest';
import { isInstalled } from './packages.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/fastify': { version: '5.0.0', integrity: 'sha512-a' },
  'node_modules/binary-for-another-system': { version: '1.0.0', optional: true },
};
const { 'node_modules/fastify': fastify } = wanted;

test('packages for other systems need not be installed', () => {
  expect(isInstalled(wanted, { 'node_modules/fastify': fastify })).toBe(true);
});

test('another version, another content, a missing or a surplus package are to be installed anew', () => {
  expect(isInstalled(wanted, { 'node_modules/fastify': { ...fastify, version: '5.0.1' } })).toBe(false);
  expect(isInstalled(wanted, { 'node_modules/fastify': { ...fastify, integrity: 'sha512-b' } })).toBe(false);
  expect(isInstalled(wanted, {})).toBe(false);
  expect(isInstalled(wanted, { 'node_modules/fastify': fastify, 'node_modules/old': {} })).toBe(false);
});

test('an installation that was broken off has left no record', () => {
  expect(isInstalled(wanted, undefined)).toBe(false);
});
