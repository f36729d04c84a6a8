import { open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Entry } from './journal/entries.ts';
import { Journal } from './journal/Journal.ts';
import type { Manifest } from './journal/Manifest.ts';
import { manifestOf } from './journal/manifestOf.ts';
import { readJournal } from './journal/readJournal.ts';
import { repairFile } from './matroska/repairFile.ts';
import { releaseSpace } from './spaceReserve.ts';
import { syncFolder } from './syncFolder.ts';

/**
 * Makes whole the files of a recording that were not closed, and writes its manifest anew.
 * @throws {NodeJS.ErrnoException} When the disk does not let us. Nothing is lost by that: it can be done again.
 */
export async function finishRecording(dir: string): Promise<Manifest | undefined> {
  await releaseSpace(dir);
  const entries = readJournal(await readFile(join(dir, 'journal.jsonl'), 'utf8'));
  const manifest = manifestOf(entries, await repairOpenFiles(dir, entries));
  if (manifest) await writeWhole(join(dir, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return manifest;
}

/**
 * The same for one that nobody is going to go on with: it is over when the last of its files is.
 * @returns Undefined: there is no recording in this folder.
 */
export async function endRecording(dir: string): Promise<Manifest | undefined> {
  const manifest = await finishRecording(dir);
  if (!manifest || manifest.endCause) return manifest;
  const journal = await Journal.open(join(dir, 'journal.jsonl'));
  journal.add({ name: 'end', at: manifest.duration, cause: 'closing' });
  await journal.close();
  return finishRecording(dir);
}

/** What is in those that nobody closed. */
export async function repairOpenFiles(
  dir: string,
  entries: readonly Entry[],
): Promise<Map<string, { duration: number; bytes: number }>> {
  const closed = new Set(entries.flatMap((entry) => (entry.name === 'fileEnd' ? [entry.file] : [])));
  const found = new Map<string, { duration: number; bytes: number }>();
  for (const entry of entries) {
    if (entry.name !== 'file' || closed.has(entry.file)) continue;
    const path = join(dir, entry.file);
    const duration = await repairFile(path, { isPicture: entry.codec !== 'opus' }).catch(ifMissing);
    if (duration !== undefined) found.set(entry.file, { duration, bytes: (await stat(path)).size });
  }
  return found;
}

/** It was told of, and then there was no time to make it. */
function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Either the old content is there afterwards or the new one, whatever happens meanwhile. */
async function writeWhole(path: string, content: string): Promise<void> {
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(content);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  await syncFolder(dirname(path));
}
