import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { DiskStore } from './DiskStore.ts';
import { storeContract } from './storeContract.ts';

let dir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parley-store-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

storeContract('a folder', async () => new DiskStore(join(dir, 'recordings')));
