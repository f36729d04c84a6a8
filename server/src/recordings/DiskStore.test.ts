import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceFile } from '../replaceFile.ts';
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

const id = 'AAAAAAAAAAAAAAAA';

test('[ST1] of a file that grows, as while it is recorded, what there was when it was found is read', async () => {
  for (const before of ['', 'abc']) {
    mkdirSync(join(dir, id), { recursive: true });
    writeFileSync(join(dir, id, 'a.webm'), before);
    const found = await new DiskStore(dir).find(id, 'a.webm');
    appendFileSync(join(dir, id, 'a.webm'), 'more');
    expect(await text(await found!.read())).toBe(before);
  }
});

test('[ST2] of a file that was replaced since it was found nothing is read', async () => {
  const store = new DiskStore(dir);
  mkdirSync(join(dir, id));
  writeFileSync(join(dir, id, 'a.webm'), 'abc');
  const found = await store.find(id, 'a.webm');
  writeFileSync(join(dir, id, 'other'), 'def');
  renameSync(join(dir, id, 'other'), join(dir, id, 'a.webm'));
  await expect(found!.read()).rejects.toThrow('replaced meanwhile');
});

test('[ST2] a note that is replaced again and again is read whole each time', async () => {
  const store = new DiskStore(dir);
  mkdirSync(join(dir, id));
  const path = join(dir, id, 'film.json');
  await replaceFile(path, 'first');
  const replacing = (async () => {
    for (let n = 0; n < 50; n += 1) await replaceFile(path, 'x'.repeat(1 + n * 1_000));
  })();
  for (let n = 0; n < 1_000; n += 1) {
    expect(await store.readText(id, 'film.json', 100_000)).toMatch(/^(first|x+)$/);
  }
  await replacing;
  expect(await store.readText(id, 'film.json', 10)).toBeUndefined();
});

test('[ST4] what a process that died had begun to remove is removed by the next one', async () => {
  mkdirSync(join(dir, `.leaving-${id}`));
  await new DiskStore(dir).removeLeft();
  expect(existsSync(join(dir, `.leaving-${id}`))).toBe(false);
});
