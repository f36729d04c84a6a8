import type { Clock, Log } from '../call/ports.ts';
import type { DeletedList, Deletion } from './DeletedList.ts';
import { bytesHere, endOf } from './describe.ts';
import type { Library } from './Library.ts';
import type { RecordingFolder } from './RecordingFolder.ts';

/** Milliseconds between two looks. */
const INTERVAL = 600_000;

export interface RetentionParts {
  readonly library: Pick<Library, 'folders' | 'placeOf' | 'remove'>;
  readonly deleted: DeletedList;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds after its end after which a recording is deleted. */
  readonly keptFor: number | undefined;
  /** Bytes that recordings may take on this machine. */
  readonly quota: number | undefined;
}

/** Deletes recordings for their age and for the room that they take, the oldest first. Never one that is not over. */
export class Retention {
  readonly #parts: RetentionParts;
  #last: Promise<void> = Promise.resolve();
  #cancel = (): void => {};
  #isClosed = false;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** Now, and every ten minutes from now on. Resolved after the first time. */
  begin(): Promise<void> {
    this.#cancel = this.#parts.clock.after(INTERVAL, () => void this.begin());
    return this.look();
  }

  /** Resolved when all is deleted that is to be. */
  look(): Promise<void> {
    this.#last = this.#last
      .then(() => this.#look())
      .catch((error: unknown) => {
        this.#parts.log.error({ err: error }, 'recordings could not be looked through for old ones');
      });
    return this.#last;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#last;
  }

  async #look(): Promise<void> {
    const { library, clock, keptFor, quota } = this.#parts;
    if (this.#isClosed || (keptFor === undefined && quota === undefined)) return;
    const folders = await library.folders();
    const finished = folders
      .filter(({ isFinished }) => isFinished)
      .toSorted((one, another) => endOf(one) - endOf(another));
    let used = folders.reduce((sum, folder) => sum + bytesHere(folder), 0);
    for (const folder of finished) {
      const isOld = keptFor !== undefined && endOf(folder) + keptFor <= clock.now();
      // Deleting what is in the bucket, or on its way there, is no way to get room here.
      const isInTheWay = quota !== undefined && used > quota && library.placeOf(folder) === 'disk';
      if (!isOld && !isInTheWay) continue;
      if (await this.#delete(folder, isOld ? 'age' : 'quota')) used -= bytesHere(folder);
    }
  }

  async #delete({ recordingId, manifest }: RecordingFolder, cause: Deletion['cause']): Promise<boolean> {
    const { library, deleted, clock, log } = this.#parts;
    const { room, startedAt } = manifest;
    try {
      await library.remove(recordingId);
    } catch (error) {
      log.error({ recordingId, cause, err: error }, 'a recording could not be deleted that is to be');
      return false;
    }
    await deleted.add({
      recordingId,
      room,
      startedAt,
      deletedAt: new Date(clock.now()).toISOString(),
      cause,
    });
    log.info({ recordingId, cause }, 'an old recording was deleted');
    return true;
  }
}
