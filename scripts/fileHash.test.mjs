import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fileHash, filesUnder } from './fileHash.mjs';

test('the same files elsewhere have the same hash', () => {
  expect(hashOf({ 'a.ts': '1', 'b/c.ts': '2' })).toBe(hashOf({ 'b/c.ts': '2', 'a.ts': '1' }));
});

test('a changed content, name or border between two files changes the hash', () => {
  const hash = hashOf({ 'a.ts': '1', 'b.ts': '2' });
  expect(hashOf({ 'a.ts': '1', 'b.ts': '3' })).not.toBe(hash);
  expect(hashOf({ 'a.ts': '1', 'c.ts': '2' })).not.toBe(hash);
  expect(hashOf({ 'a.ts': '12', 'b.ts': '' })).not.toBe(hash);
});

/** @param {Record<string, string>} contents By path. */
function hashOf(contents) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-hash-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return fileHash(folder, filesUnder(folder));
}
