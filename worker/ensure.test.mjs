import { expect, test } from 'vitest';
import { cacheFolder, ensureWorker } from './ensure.mjs';

test('the cache is where the person wants it, else where the system keeps caches', () => {
  expect(cacheFolder({ PARLEY_CACHE: '/mine', XDG_CACHE_HOME: '/caches' })).toBe('/mine');
  expect(cacheFolder({ XDG_CACHE_HOME: '/caches' })).toBe('/caches/parley');
});

test('a given worker is taken as it is', async () => {
  expect(await ensureWorker('/nowhere', { MEDIASOUP_WORKER_BIN: process.execPath })).toBe(process.execPath);
});

test('a given worker that is not there is named in the error, with its variable', async () => {
  await expect(ensureWorker('/nowhere', { MEDIASOUP_WORKER_BIN: '/no/worker' })).rejects.toThrow(
    /^MEDIASOUP_WORKER_BIN is \/no\/worker/,
  );
});
