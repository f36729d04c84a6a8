import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Drain } from './call/Drain.ts';
import { Readiness } from './Readiness.ts';
import { testServer } from './testing/testServer.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-ready-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function readinessOf({ dataDir = dir, isListening = true } = {}) {
  const { sfu, rooms, clock, log } = testServer();
  const drain = new Drain({ rooms, clock, log, limit: 60_000, ended: () => {} });
  const readiness = new Readiness({ clock, sfu, drain, dataDir, isListening: () => isListening });
  return { readiness, sfu, drain, clock };
}

test('a server that listens, with workers and a folder to write to, misses nothing and leaves nothing', async () => {
  const { readiness } = readinessOf();
  expect(await readiness.missing()).toEqual([]);
  expect(readdirSync(dir)).toEqual([]);
});

test('everything that is missing is named', async () => {
  const { readiness, sfu, drain } = readinessOf({ isListening: false });
  sfu.available = false;
  drain.start();
  expect(await readiness.missing()).toEqual([
    'listening: the server is not listening',
    'workers: no media worker runs',
    'draining: no new rooms are opened',
  ]);
});

test('a folder that cannot be written is found by writing, at most once a second', async () => {
  const dataDir = join(dir, 'data');
  writeFileSync(dataDir, 'a file is in its place');
  const { readiness, clock } = readinessOf({ dataDir });
  const missing = ['data: DATA_DIR cannot be written (EEXIST)'];
  expect(await readiness.missing()).toEqual(missing);
  rmSync(dataDir);
  expect(await readiness.missing()).toEqual(missing);
  clock.advance(1_000);
  expect(await readiness.missing()).toEqual([]);
});
