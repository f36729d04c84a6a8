import { fileURLToPath } from 'node:url';
import type { Clock, Log } from '../call/ports.ts';
import { openLibrary, type LibraryOptions, type OpenLibrary } from '../recordings/openLibrary.ts';

const program = fileURLToPath(new URL('composerProgram.ts', import.meta.url));

/** A library with the composer of the tests, that makes no films by itself and keeps everything. */
export function testLibrary(
  parts: { dir: string; clock: Clock; log: Log },
  { env = {}, ...settings }: Partial<LibraryOptions> & { env?: NodeJS.ProcessEnv } = {},
): Promise<OpenLibrary> {
  return openLibrary({
    composer: { program, env },
    film: undefined,
    keepsTracks: true,
    keptFor: undefined,
    quota: undefined,
    s3: undefined,
    isRunning: () => false,
    ticket: () => 'ticket',
    ...parts,
    ...settings,
  });
}
