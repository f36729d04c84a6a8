// Against a real server of S3, on this machine.
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { madeBytes } from '../testing/madeRecording.ts';
import { S3Server } from '../testing/s3Server.ts';
import type { BegunUpload } from './RecordingStore.ts';
import { S3Store } from './S3Store.ts';
import { memoryFile, storeContract } from './storeContract.ts';

const id = 'AAAAAAAAAAAAAAAA';
const MiB = 1024 * 1024;

// The client tries thrice by itself, with pauses.
vi.setConfig({ testTimeout: 30_000 });

const refusal = { $metadata: { httpStatusCode: 503 } };

let server: S3Server;
let store: S3Store;

beforeEach(async () => {
  server = await S3Server.start('parley/');
  store = await S3Store.open(server.options);
});

afterEach(async () => {
  store.close();
  await server.close();
});

storeContract('a bucket', async () => store);

const sentParts = () =>
  server.requests.filter(({ method, url }) => method === 'PUT' && url.includes('partNumber'));

test('[ST6] a large file is sent in parts, and is whole', async () => {
  const bytes = madeBytes(20 * MiB);
  await store.keep(id, 'big.webm', memoryFile(bytes, 'v7'));
  expect(sentParts().map((part) => part.bytes)).toEqual([8 * MiB, 8 * MiB, 4 * MiB]);
  const found = await store.find(id, 'big.webm');
  expect([found?.bytes, found?.version]).toEqual([20 * MiB, 'v7']);
  const middle = { start: 8 * MiB - 5, end: 8 * MiB + 5 };
  expect(await buffer(await found!.read(middle))).toEqual(bytes.subarray(middle.start, middle.end + 1));
  expect((await buffer(await found!.read())).equals(bytes)).toBe(true);
});

test('[ST7] what was broken off goes on behind the last part that came', async () => {
  const bytes = madeBytes(20 * MiB);
  const noted: BegunUpload[] = [];
  const note = async (begun: BegunUpload) => void noted.push(begun);
  server.refuses = ({ url }) => url.includes('partNumber=3');
  await expect(
    store.keep(id, 'big.webm', memoryFile(bytes), { begun: undefined, note }),
  ).rejects.toMatchObject(refusal);
  expect(noted.at(-1)?.parts).toHaveLength(2);
  expect(await store.find(id, 'big.webm')).toBeUndefined();

  server.refuses = () => false;
  server.requests.length = 0;
  const later = await S3Store.open(server.options);
  await later.keep(id, 'big.webm', memoryFile(bytes), { begun: noted.at(-1), note });
  later.close();
  expect(sentParts()).toHaveLength(1);
  const found = await store.find(id, 'big.webm');
  expect((await buffer(await found!.read())).equals(bytes)).toBe(true);
});

test('[ST8] a bucket that does not answer is an error, and not an empty one', async () => {
  server.refuses = () => true;
  await expect(store.find(id, 'manifest.json')).rejects.toMatchObject(refusal);
  await expect(store.recordings()).rejects.toMatchObject(refusal);
  await expect(store.remove(id)).rejects.toMatchObject(refusal);
});
