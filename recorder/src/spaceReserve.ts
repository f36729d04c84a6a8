// Room on the disk that nobody else gets: a recording for which nothing is left can still be closed.
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes: enough for the index of each file, the last lines of the journal and the manifest. */
const SIZE = 2 * 1024 * 1024;
const STEP = 64 * 1024;

/** @throws {NodeJS.ErrnoException} `ENOSPC` where there is not as much. */
export async function reserveSpace(dir: string): Promise<void> {
  const file = await open(pathIn(dir), 'w');
  try {
    const zeros = Buffer.alloc(STEP);
    for (let at = 0; at < SIZE; at += STEP) await file.write(zeros, 0, STEP, at);
    await file.close();
  } catch (error) {
    await file.close();
    await releaseSpace(dir);
    throw error;
  }
}

/** Idempotent. */
export async function releaseSpace(dir: string): Promise<void> {
  await rm(pathIn(dir), { force: true });
}

function pathIn(dir: string): string {
  return join(dir, '.reserve');
}
