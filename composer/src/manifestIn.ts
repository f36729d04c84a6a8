import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManifestError, readManifest, type Manifest } from '@parley/recorder/manifest';
import { ComposeError } from './ComposeError.ts';

/**
 * The manifest of the recording in a folder.
 * @throws {ComposeError} There is none, or it is damaged.
 */
export async function manifestIn(dir: string): Promise<Manifest> {
  try {
    return readManifest(await readFile(join(dir, 'manifest.json'), 'utf8'));
  } catch (error) {
    if (error instanceof ManifestError) throw new ComposeError('internal', error.message, { cause: error });
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new ComposeError('nothing', 'there is no manifest in the folder', { cause: error });
  }
}
