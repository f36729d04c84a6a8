import type { FilmQueue } from '../recordings/FilmQueue.ts';
import type { Library } from '../recordings/Library.ts';
import { bytesHere } from '../recordings/describe.ts';
import type { MetricSource, Readings } from './catalogue.ts';

/** Counts recordings, and what is to be done with them. */
export class RecordingCounts implements MetricSource {
  readonly #library: Pick<Library, 'folders' | 'placeOf'>;
  readonly #films: Pick<FilmQueue, 'length'>;

  constructor(library: Pick<Library, 'folders' | 'placeOf'>, films: Pick<FilmQueue, 'length'>) {
    this.#library = library;
    this.#films = films;
  }

  async readings(): Promise<Readings> {
    const folders = await this.#library.folders();
    const finished = folders.filter(({ isFinished }) => isFinished);
    const places = ['disk', 'uploading', 'bucket'] as const;
    return {
      parley_recordings_running: [[folders.length - finished.length]],
      parley_recordings: places.map((place) => [
        place,
        finished.filter((folder) => this.#library.placeOf(folder) === place).length,
      ]),
      parley_recordings_bytes: [[folders.reduce((sum, folder) => sum + bytesHere(folder), 0)]],
      parley_films_queued: [[this.#films.length]],
    };
  }
}
