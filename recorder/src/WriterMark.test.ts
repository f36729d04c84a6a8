import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WriterMark } from './WriterMark.ts';

let dir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-mark-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

const marked = () => readFileSync(join(dir, 'writer.pid'), 'utf8');

test('[RE7] who comes second waits until the first has ended', async () => {
  const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  writeFileSync(join(dir, 'writer.pid'), String(other.pid));
  const taking = WriterMark.take(dir);
  const first = await Promise.race([taking.then(() => 'taken'), once(other, 'spawn').then(() => 'waits')]);
  expect(first).toBe('waits');
  expect(marked()).toBe(String(other.pid));
  other.stdin.end();
  const mark = await taking;
  expect(other.exitCode).toBe(0);
  expect(marked()).toBe(String(process.pid));
  await mark.remove();
  expect(existsSync(join(dir, 'writer.pid'))).toBe(false);
});

test.each(['', 'none', '-1', '999999999'])('[RE7] a mark of nobody is none: “%s”', async (text) => {
  writeFileSync(join(dir, 'writer.pid'), text);
  await WriterMark.take(dir);
  expect(marked()).toBe(String(process.pid));
});
