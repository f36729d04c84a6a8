import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { replaceFile } from '../replaceFile.ts';
import type { DiskStore } from './DiskStore.ts';
import { names } from './names.ts';
import { FilmNote, readNote } from './notes.ts';

/** The `film.json` of each recording. What is changed in one is changed one after the other. */
export class FilmNotes {
  readonly #disk: DiskStore;
  #last: Promise<unknown> = Promise.resolve();

  constructor(disk: DiskStore) {
    this.#disk = disk;
  }

  async read(recordingId: string): Promise<FilmNote | undefined> {
    const found = await this.#disk.find(recordingId, names.film);
    return found && readNote(FilmNote, await text(await found.read()));
  }

  /**
   * @param change What to make of it. Undefined: it stays as it is.
   * @throws {NodeJS.ErrnoException} When there is no such recording any more, or the disk does not take it.
   */
  change(recordingId: string, change: (note: FilmNote) => FilmNote | undefined): Promise<void> {
    const changed = this.#last.then(async () => {
      const note = change((await this.read(recordingId)) ?? { version: 1 });
      if (note) await replaceFile(join(this.#disk.dir, recordingId, names.film), `${JSON.stringify(note)}\n`);
    });
    this.#last = changed.catch(() => {});
    return changed;
  }
}
