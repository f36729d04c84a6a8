import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { timing } from '@parley/protocol';
import type { Clock, Log, MeetingRecord, MeetingRecords } from '../call/ports.ts';
import { RecordFile } from './RecordFile.ts';
import { readRecord } from './recordText.ts';

/** Milliseconds between two notes that the server lives. */
const LIFE_SIGN_INTERVAL = 60_000;
const LIFE_SIGN = 'alive';
/** Behind the name of what cannot be read. */
const DAMAGED = '.damaged';

export interface DiskRecordsOptions {
  /** Of these records alone. */
  readonly dir: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Records of meetings as small files, one for each room. A file is named by a hash of the room's name, so that any name
 * is a safe one, and who looks into the folder does not learn it.
 */
export class DiskRecords implements MeetingRecords {
  readonly #options: DiskRecordsOptions;
  readonly #files = new Map<string, RecordFile>();
  /** Of the server that ran before, by the name of the file, as long as nobody has asked for them. */
  readonly #recalled = new Map<string, MeetingRecord>();
  #cancelDrop = (): void => {};
  #cancelLifeSign = (): void => {};

  /** Reads what is there. What cannot be read is put aside, and never keeps the server from starting. */
  constructor(options: DiskRecordsOptions) {
    this.#options = options;
    const { clock, log } = options;
    try {
      this.#readAll();
    } catch (error) {
      log.error({ err: error }, 'meetings will not be remembered over a restart');
    }
    this.#signLife();
    this.#cancelDrop = clock.after(timing.restartGrace, () => this.#dropUnasked());
    if (this.#recalled.size > 0) log.info({ rooms: this.#recalled.size }, 'remembering meetings');
  }

  recall(room: string): MeetingRecord | undefined {
    return this.#recalled.get(fileName(room));
  }

  keep(room: string, record: MeetingRecord): void {
    const name = fileName(room);
    this.#recalled.delete(name);
    this.#fileOf(name).keep(record);
  }

  forget(room: string): void {
    this.#forget(fileName(room));
  }

  /** Writes what is still to be written. Nothing may be kept afterwards. */
  async close(): Promise<void> {
    this.#cancelDrop();
    this.#cancelLifeSign();
    await Promise.all([...this.#files.values()].map((file) => file.close()));
    this.#writeLifeSign();
  }

  #forget(name: string): void {
    this.#recalled.delete(name);
    const file = this.#fileOf(name);
    void file.remove().then(() => {
      if (!file.isWanted) this.#files.delete(name);
    });
  }

  #fileOf(name: string): RecordFile {
    const { dir, clock, log } = this.#options;
    const known = this.#files.get(name);
    if (known) return known;
    const failed = (error: unknown) => log.error({ err: error }, 'a meeting would not be remembered');
    const file = new RecordFile({ path: join(dir, name), clock, failed });
    this.#files.set(name, file);
    return file;
  }

  #readAll(): void {
    const { dir } = this.#options;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const isStale = this.#wasAwayFor() > timing.restartGrace;
    for (const name of readdirSync(dir)) {
      if (name === LIFE_SIGN || name.endsWith(DAMAGED)) continue;
      if (isStale || !name.endsWith('.json')) rmSync(join(dir, name), { recursive: true, force: true });
      else this.#read(name);
    }
  }

  #read(name: string): void {
    const { dir, log } = this.#options;
    const path = join(dir, name);
    try {
      this.#recalled.set(name, readRecord(readFileSync(path, 'utf8')));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ path, reason }, 'what was kept of a meeting cannot be read, and is put aside');
      try {
        renameSync(path, path + DAMAGED);
      } catch (second) {
        log.warn({ path, err: second }, 'it cannot be put aside either');
      }
    }
  }

  /** Nobody came back to these. */
  #dropUnasked(): void {
    for (const name of this.#recalled.keys()) this.#forget(name);
  }

  /** Milliseconds since the server that ran before was there. 0 where it did not say. */
  #wasAwayFor(): number {
    const { dir, clock } = this.#options;
    try {
      const at = Number(readFileSync(join(dir, LIFE_SIGN), 'utf8'));
      return Number.isFinite(at) ? clock.now() - at : 0;
    } catch {
      return 0;
    }
  }

  #signLife(): void {
    this.#writeLifeSign();
    this.#cancelLifeSign = this.#options.clock.after(LIFE_SIGN_INTERVAL, () => this.#signLife());
  }

  #writeLifeSign(): void {
    const { dir, clock, log } = this.#options;
    try {
      writeFileSync(join(dir, LIFE_SIGN), String(clock.now()), { mode: 0o600 });
    } catch (error) {
      log.error({ err: error }, 'meetings may not be remembered');
    }
  }
}

function fileName(room: string): string {
  return `${createHash('sha256').update(room).digest('hex')}.json`;
}
