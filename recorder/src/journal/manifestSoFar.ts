import type { Manifest } from './Manifest.ts';
import { manifestOf } from './manifestOf.ts';
import { readJournal } from './readJournal.ts';
import { checkManifest } from './readManifest.ts';

/**
 * What is to be said of a recording that is going on.
 * @param journal What stands in its `journal.jsonl`.
 * @param now Milliseconds since 1970: files that are open reach until then. Their bytes are told as 0.
 * @returns Undefined for a journal without a beginning.
 * @throws {ManifestError} When what stands in it is not what the recorder writes.
 */
export function manifestSoFar(journal: string, now: number): Manifest | undefined {
  const entries = readJournal(journal);
  const first = entries.find((entry) => entry.name === 'begin');
  const elapsed = now - Date.parse(first?.startedAt ?? '');
  const open = entries
    .filter((entry) => entry.name === 'file')
    .map(({ file, at }) => [file, { duration: Math.max(0, elapsed - at), bytes: 0 }] as const);
  const manifest = manifestOf(entries, new Map(open));
  return manifest && checkManifest(manifest);
}
