import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { metricsToken } from './metricsToken.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-metrics-token-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('without a setting there is no token, and with one it is that', () => {
  expect(metricsToken({})).toBeUndefined();
  expect(metricsToken({ METRICS_TOKEN: 'sixteen-characters' })).toBe('sixteen-characters');
});

test('a token is made in the file that is named, once, and Prometheus may read it', () => {
  const path = join(dir, 'shared/token');
  const token = metricsToken({ METRICS_TOKEN_FILE: path });
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(readFileSync(path, 'utf8')).toBe(`${token}\n`);
  expect(statSync(path).mode & 0o044).toBe(0o044);
  expect(metricsToken({ METRICS_TOKEN_FILE: path })).toBe(token);
});

test('a token that is set is written there', () => {
  const path = join(dir, 'token');
  expect(metricsToken({ METRICS_TOKEN: 'sixteen-characters', METRICS_TOKEN_FILE: path })).toBe(
    'sixteen-characters',
  );
  expect(readFileSync(path, 'utf8')).toBe('sixteen-characters\n');
});

test('a file that holds no token, or cannot be made, stops the start and says so', () => {
  const short = join(dir, 'short');
  writeFileSync(short, 'abc\n');
  expect(() => metricsToken({ METRICS_TOKEN_FILE: short })).toThrow(
    `METRICS_TOKEN_FILE: ${short} holds no token of 16 characters: delete it`,
  );
  expect(() => metricsToken({ METRICS_TOKEN_FILE: join(short, 'inside') })).toThrow('METRICS_TOKEN_FILE: ');
});
