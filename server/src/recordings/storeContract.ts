// What every store of recordings promises. Run on each of them.
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { madeBytes } from '../testing/madeRecording.ts';
import type { RecordingStore, StoredFile } from './RecordingStore.ts';

const [first, second] = ['AAAAAAAAAAAAAAAA', '-_BBBBBBBBBBBBBB'] as const;

export function memoryFile(bytes: Buffer, version = 'v1'): StoredFile {
  return {
    bytes: bytes.length,
    version,
    read: async (range) => {
      const part = range ? bytes.subarray(range.start, range.end + 1) : bytes;
      return Readable.from(part.length > 0 ? [part] : []);
    },
  };
}

const contentOf = async (store: RecordingStore, id: string, file: string): Promise<Buffer | undefined> => {
  const found = await store.find(id, file);
  return found && buffer(await found.read());
};

export function storeContract(name: string, open: () => Promise<RecordingStore>): void {
  describe(`${name} as a store of recordings`, () => {
    test('[ST1] gives back what it was given, whole and in part', async () => {
      const store = await open();
      const bytes = madeBytes(100_000);
      await store.keep(first, 'a-1.webm', memoryFile(bytes));
      const found = await store.find(first, 'a-1.webm');
      expect(found?.bytes).toBe(100_000);
      expect(await contentOf(store, first, 'a-1.webm')).toEqual(bytes);
      for (const [start, end] of [
        // Not 0 to 0, which the S3 server of the tests takes for everything.
        [0, 1],
        [99_999, 99_999],
        [500, 70_000],
      ] as const) {
        const part = await buffer(await found!.read({ start, end }));
        expect([start, part.length, part.equals(bytes.subarray(start, end + 1))]).toEqual([
          start,
          end - start + 1,
          true,
        ]);
      }
    });

    test('[ST1] keeps what is empty, too', async () => {
      const store = await open();
      await store.keep(first, 'empty.webm', memoryFile(Buffer.alloc(0)));
      expect(await store.files(first)).toEqual(new Map([['empty.webm', 0]]));
    });

    test('[ST2] what is kept under the same name takes its place, under another version', async () => {
      const store = await open();
      await store.keep(first, 'film.json', memoryFile(Buffer.from('one'), 'v1'));
      const before = await store.find(first, 'film.json');
      await store.keep(first, 'film.json', memoryFile(Buffer.from('other'), 'v2'));
      const after = await store.find(first, 'film.json');
      expect(after?.version).not.toBe(before?.version);
      expect(await contentOf(store, first, 'film.json')).toEqual(Buffer.from('other'));
    });

    test('[ST2] of what did not come whole nothing is kept', async () => {
      const store = await open();
      const short = { ...memoryFile(Buffer.from('abc')), bytes: 10 };
      await expect(store.keep(first, 'a.webm', short)).rejects.toThrow('3 of 10');
      expect(await store.find(first, 'a.webm')).toBeUndefined();
      expect((await store.files(first)).size).toBe(0);
    });

    test('[ST3] a recording is in the list as soon as it has its manifest', async () => {
      const store = await open();
      await store.keep(first, 'a.webm', memoryFile(Buffer.from('abc')));
      await store.keep(second, 'a.webm', memoryFile(Buffer.from('abc')));
      expect(await store.recordings()).toEqual([]);
      await store.keep(second, 'manifest.json', memoryFile(Buffer.from('{}')));
      expect(await store.recordings()).toEqual([second]);
      expect(await store.files(second)).toEqual(
        new Map([
          ['a.webm', 3],
          ['manifest.json', 2],
        ]),
      );
    });

    test('[ST4] what is removed is gone, and nothing else is', async () => {
      const store = await open();
      for (const id of [first, second]) {
        for (const file of ['a.webm', 'b.webm', 'manifest.json']) {
          await store.keep(id, file, memoryFile(Buffer.from('abc')));
        }
      }
      await store.removeFile(first, 'a.webm');
      expect([...(await store.files(first)).keys()].toSorted()).toEqual(['b.webm', 'manifest.json']);
      await store.remove(first);
      expect((await store.files(first)).size).toBe(0);
      expect(await store.recordings()).toEqual([second]);
      expect((await store.files(second)).size).toBe(3);
      // What is not there is removed already.
      await store.remove(first);
      await store.removeFile(first, 'a.webm');
    });

    test('[ST5] no name leads out of a recording', async () => {
      const store = await open();
      await store.keep(first, 'manifest.json', memoryFile(Buffer.from('{}')));
      for (const file of [
        '../AAAAAAAAAAAAAAAA/manifest.json',
        '..',
        '.',
        '',
        '/manifest.json',
        'a/b',
        '.hidden',
        'a\0b',
      ]) {
        expect(await store.find(second, file)).toBeUndefined();
        await expect(store.keep(second, file, memoryFile(Buffer.from('x')))).rejects.toThrow('no name');
      }
      for (const id of ['..', '', 'AAAAAAAAAAAAAAA', `../${first}`, `${first}/`]) {
        expect(await store.find(id, 'manifest.json')).toBeUndefined();
        expect((await store.files(id)).size).toBe(0);
      }
    });
  });
}
