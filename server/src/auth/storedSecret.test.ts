import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storedSecret } from './storedSecret.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-secret-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test('the first start makes a secret for its owner only, the next ones find it', () => {
  const first = storedSecret(join(dir, 'data'), 'secret');
  expect(first.created).toBe(true);
  expect(first.secret.length).toBeGreaterThanOrEqual(43);
  expect(statSync(first.path).mode & 0o777).toBe(0o600);
  expect(storedSecret(join(dir, 'data'), 'secret')).toEqual({ ...first, created: false });
});

test('a file that holds no secret stops the start, and says what to do', () => {
  writeFileSync(join(dir, 'secret'), 'short\n');
  expect(() => storedSecret(dir, 'secret')).toThrow(/secret.*delete it/);
});
