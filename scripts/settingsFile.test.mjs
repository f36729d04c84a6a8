import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settingsFile } from './settingsFile.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-env-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('where there is no .env nothing is read', () => {
  expect(settingsFile(root, {})).toBeUndefined();
});

test('the worker that it names is the one that is set up, unless the environment names another', () => {
  writeFileSync(join(root, '.env'), 'PORT=1\nMEDIASOUP_WORKER_BIN=/a\n');
  const env = {};
  expect(settingsFile(root, env)).toBe(join(root, '.env'));
  expect(env).toEqual({ MEDIASOUP_WORKER_BIN: '/a' });
  settingsFile(root, Object.assign(env, { MEDIASOUP_WORKER_BIN: '/b' }));
  expect(env).toEqual({ MEDIASOUP_WORKER_BIN: '/b' });
});

test('one that cannot be read is left to the server', () => {
  mkdirSync(join(root, '.env'));
  expect(settingsFile(root, {})).toBe(join(root, '.env'));
});
