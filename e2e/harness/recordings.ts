// Servers that record, and what they have recorded.
import { readManifest, type Manifest } from '@parley/recorder/manifest';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { promisify } from 'node:util';
import { expect, test as base } from './fixtures.ts';
import type { Person } from './Person.ts';

interface Recordings {
  readonly dir: string;
  /** The only one, when it is whole. */
  whole(): Promise<Manifest & { folder: string }>;
}

/** With a server that records where a host wants it, into a folder of its own. */
export const test = base.extend<{ recordings: Recordings }>({
  recordings: async ({}, use) => {
    const dir = mkdtempSync(pathOf(tmpdir(), 'parley-recordings-'));
    const whole = async () => {
      const folder = () => pathOf(dir, readdirSync(dir)[0] ?? '');
      const path = () => pathOf(folder(), 'manifest.json');
      // There is one of each process that has written it.
      const manifest = () => (existsSync(path()) ? readManifest(readFileSync(path(), 'utf8')) : undefined);
      await expect.poll(() => manifest()?.endCause).toBeDefined();
      return { ...(manifest() as Manifest), folder: folder() };
    };
    await use({ dir, whole });
    rmSync(dir, { recursive: true });
  },
  settings: async ({ recordings }, use) => {
    await use({ RECORDING: 'hosts', RECORDINGS_DIR: recordings.dir, RECORDING_MIN_FREE_MB: '10' });
  },
});

/** What ffmpeg finds wrong with a file when it decodes the whole of it: nothing, of one that is right. */
export async function decodingErrors(file: string): Promise<string> {
  // At a constant rate: frames that come faster than those before them are none of its errors.
  const decode = ['-v', 'error', '-xerror', '-i', file, '-fps_mode', 'cfr', '-f', 'null', '-'];
  const { stderr } = await promisify(execFile)('ffmpeg', decode);
  return stderr;
}

/** An entry of the menu “More”. */
export async function choose(host: Person, action: string): Promise<void> {
  await host.button('More').click();
  await host.page.getByRole('menuitem', { name: action, exact: true }).click();
}

export { expect } from './fixtures.ts';
