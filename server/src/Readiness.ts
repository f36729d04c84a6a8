import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Drain } from './call/Drain.ts';
import type { Clock, Sfu } from './call/ports.ts';
import { SharedReading } from './SharedReading.ts';

/** Milliseconds for which an answer is good: whoever asks all the time writes no more than that to the disk. */
const KEPT_FOR = 1_000;

export interface ReadinessParts {
  readonly clock: Clock;
  readonly sfu: Pick<Sfu, 'running'>;
  readonly drain: Drain;
  readonly dataDir: string;
  readonly isListening: () => boolean;
}

/** Whether the server can take calls. */
export class Readiness {
  readonly #parts: ReadinessParts;
  readonly #data: SharedReading<string | undefined>;

  constructor(parts: ReadinessParts) {
    this.#parts = parts;
    this.#data = new SharedReading(parts.clock, KEPT_FOR, () => problemOfFolder(parts.dataDir));
  }

  /** In the operator's words, what keeps it from that: nothing, where it is ready. */
  async missing(): Promise<string[]> {
    const { sfu, drain, isListening } = this.#parts;
    const missing = [
      isListening() ? undefined : 'listening: the server is not listening',
      sfu.running ? undefined : 'workers: no media worker runs',
      drain.state ? 'draining: no new rooms are opened' : undefined,
      await this.#data.get(),
    ];
    return missing.filter((problem) => problem !== undefined);
  }
}

/** By writing to it: what the rights say is not all that may be wrong with a disk. */
async function problemOfFolder(dir: string): Promise<string | undefined> {
  const probe = join(dir, '.writable');
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await writeFile(probe, 'parley\n');
    await rm(probe);
    return undefined;
  } catch (error) {
    const { code = 'it fails' } = error as NodeJS.ErrnoException;
    return `data: DATA_DIR cannot be written (${code})`;
  }
}
