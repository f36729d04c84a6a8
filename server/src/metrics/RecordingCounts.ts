import type { RecordingFailure } from '../call/ports.ts';
import type { FilmQueue } from '../recordings/FilmQueue.ts';
import type { Library } from '../recordings/Library.ts';
import { bytesHere } from '../recordings/describe.ts';
import { diskSpace } from '../recordings/diskSpace.ts';
import type { MetricSource, Readings } from './catalogue.ts';

export interface RecordingCountsParts {
  readonly library: Pick<Library, 'folders' | 'placeOf'>;
  readonly films: Pick<FilmQueue, 'length'>;
  readonly recorder: { readonly failures: Readonly<Record<RecordingFailure, number>> };
  /** Of the recordings. */
  readonly dir: string;
}

/** Counts recordings, and what is to be done with them. */
export class RecordingCounts implements MetricSource {
  readonly #parts: RecordingCountsParts;

  constructor(parts: RecordingCountsParts) {
    this.#parts = parts;
  }

  async readings(): Promise<Readings> {
    const { films, recorder, dir } = this.#parts;
    // Of what cannot be read there is nothing to tell, and of all others there is.
    const [recordings, disk] = await Promise.all([
      this.#readFolders().catch(() => ({})),
      diskSpace(dir).catch(() => undefined),
    ]);
    return {
      parley_recordings_failed_total: Object.entries(recorder.failures),
      ...(disk && {
        parley_disk_free_bytes: [[disk.freeBytes]],
        parley_disk_bytes: [[disk.totalBytes]],
      }),
      ...recordings,
      parley_films_queued: [[films.length]],
    };
  }

  async #readFolders(): Promise<Readings> {
    const { library } = this.#parts;
    const folders = await library.folders();
    const finished = folders.filter(({ isFinished }) => isFinished);
    const places = ['disk', 'uploading', 'bucket'] as const;
    return {
      parley_recordings_running: [[folders.length - finished.length]],
      parley_recordings: places.map((place) => [
        place,
        finished.filter((folder) => library.placeOf(folder) === place).length,
      ]),
      parley_recordings_bytes: [[folders.reduce((sum, folder) => sum + bytesHere(folder), 0)]],
    };
  }
}
