import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { News, Problem } from '@parley/composer/channel';
import type { FilmWish } from '@parley/protocol';
import type { Clock, Log } from '../call/ports.ts';
import type { Composer } from './ComposerProcess.ts';
import type { DiskStore } from './DiskStore.ts';
import type { FilmNotes } from './FilmNotes.ts';
import type { NotedFilm } from './notes.ts';
import { names } from './names.ts';

/** Times that the composer may die of one thing. */
const MOST_DEATHS = 3;
/** Where the composer keeps what it has begun. */
const SCRATCH = '.composing';

export interface FilmQueueParts {
  readonly disk: DiskStore;
  readonly notes: FilmNotes;
  readonly composer: Composer;
  readonly clock: Clock;
  readonly log: Log;
  /** Brings the tracks of a recording into its folder. */
  fetch(recordingId: string): Promise<void>;
  /** There is nothing more to be made of it for now. */
  settled(recordingId: string): void;
}

interface Job {
  readonly of: 'preview' | 'compose';
  readonly recordingId: string;
  deaths: number;
  /** Whether the composer was told. */
  isTold: boolean;
}

/** Films and preview pictures that are to be made, one at a time. What is to be made stands on the disk. */
export class FilmQueue {
  readonly #parts: FilmQueueParts;
  /** Pictures first; films in the order in which they were asked for. */
  #waiting: Job[] = [];
  #current: Job | undefined;
  #progress = 0;
  #isClosed = false;

  constructor(parts: FilmQueueParts) {
    this.#parts = parts;
  }

  /** Films that are to be made. */
  get length(): number {
    return [this.#current, ...this.#waiting].filter((job) => job?.of === 'compose').length;
  }

  /** How much of its film is done, from 0 to 1. */
  progressOf(recordingId: string): number {
    return this.#current?.of === 'compose' && this.#current.recordingId === recordingId ? this.#progress : 0;
  }

  /** Whether something is made of it, or is going to be. */
  has(recordingId: string): boolean {
    return [this.#current, ...this.#waiting].some((job) => job?.recordingId === recordingId);
  }

  /**
   * A film takes the place of the one that there is, unless that is the same one and on its way.
   * @throws {NodeJS.ErrnoException} When that cannot be remembered.
   */
  async wish(recordingId: string, { view, format }: FilmWish): Promise<NotedFilm> {
    const { notes, clock, disk } = this.#parts;
    const before = (await notes.read(recordingId))?.film;
    const isSame = before?.view === view && before.format === format;
    if (isSame && this.#hasFilm(recordingId)) return before;
    await this.#cancel(recordingId);
    const queued: NotedFilm = {
      view,
      format,
      state: 'queued',
      queuedAt: clock.now(),
      file: `film-${view}.${format}`,
    };
    await notes.change(recordingId, (note) => ({ ...note, film: queued }));
    if (before) await disk.removeFile(recordingId, before.file);
    this.resume(recordingId);
    return queued;
  }

  /** It is in the notes already. */
  resume(recordingId: string): void {
    this.#add({ of: 'compose', recordingId, deaths: 0, isTold: false });
  }

  preview(recordingId: string): void {
    this.#add({ of: 'preview', recordingId, deaths: 0, isTold: false });
  }

  /** Nobody wants a film of it any more. */
  async drop(recordingId: string): Promise<void> {
    const { notes, disk } = this.#parts;
    const before = (await notes.read(recordingId))?.film;
    await this.#cancel(recordingId);
    await notes.change(recordingId, ({ film: _film, ...note }) => ({ ...note, withoutFilm: true }));
    if (before) await disk.removeFile(recordingId, before.file);
  }

  /** It is about to be deleted. */
  async forget(recordingId: string): Promise<void> {
    this.#waiting = this.#waiting.filter((job) => job.recordingId !== recordingId);
    if (this.#current?.recordingId === recordingId) this.#current = undefined;
    await this.#parts.composer.tell(this.#command('cancel', recordingId)).catch(() => {});
    this.#next();
  }

  /** Another composer is there, and is told what the one before was at. */
  replaced(): void {
    const job = this.#current;
    if (!job?.isTold) return;
    job.deaths += 1;
    if (job.deaths >= MOST_DEATHS)
      void this.#failed(job, 'internal', 'the composer died of it again and again');
    else void this.#tell(job);
  }

  hear(news: News): void {
    const job = this.#current;
    if (!job?.isTold || !('recordingId' in news) || news.recordingId !== job.recordingId) return;
    if (news.name === 'progress') this.#progress = Math.min(1, Math.max(0, news.progress));
    else if (news.name === 'failed' && news.of === job.of) void this.#failed(job, news.problem, news.message);
    else if (news.name === 'previewed' && job.of === 'preview') this.#over(job);
    else if (news.name === 'composed' && job.of === 'compose') void this.#composed(job, news);
  }

  /** What is under way is gone on with when the server is back. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting = [];
    this.#current = undefined;
    await this.#parts.composer.close();
  }

  #hasFilm(recordingId: string): boolean {
    return [this.#current, ...this.#waiting].some(
      (job) => job?.of === 'compose' && job.recordingId === recordingId,
    );
  }

  #add(job: Job): void {
    const isThere = [this.#current, ...this.#waiting].some(
      (one) => one?.of === job.of && one.recordingId === job.recordingId,
    );
    if (isThere || this.#isClosed) return;
    const firstFilm = this.#waiting.findIndex(({ of }) => of === 'compose');
    if (job.of === 'preview' && firstFilm !== -1) this.#waiting.splice(firstFilm, 0, job);
    else this.#waiting.push(job);
    this.#next();
  }

  async #cancel(recordingId: string): Promise<void> {
    this.#waiting = this.#waiting.filter((job) => job.of !== 'compose' || job.recordingId !== recordingId);
    const { composer, disk } = this.#parts;
    await composer.tell(this.#command('cancel', recordingId)).catch(() => {});
    await rm(join(disk.dir, recordingId, SCRATCH), { recursive: true, force: true });
    if (this.#current?.of !== 'compose' || this.#current.recordingId !== recordingId) return;
    this.#current = undefined;
    this.#next();
  }

  #next(): void {
    if (this.#current || this.#isClosed) return;
    this.#current = this.#waiting.shift();
    this.#progress = 0;
    if (this.#current) void this.#begin(this.#current);
    else this.#parts.composer.rest();
  }

  async #begin(job: Job): Promise<void> {
    const { recordingId } = job;
    try {
      if (job.of === 'compose') {
        await this.#parts.notes.change(recordingId, (note) =>
          note.film ? { ...note, film: { ...withoutProblem(note.film), state: 'running' } } : undefined,
        );
      }
      await this.#parts.fetch(recordingId);
    } catch (error) {
      return this.#failed(job, problemOf(error), messageOf(error));
    }
    await this.#tell(job);
  }

  async #tell(job: Job): Promise<void> {
    if (this.#current !== job) return;
    const { recordingId } = job;
    try {
      const film = (await this.#parts.notes.read(recordingId))?.film;
      // Cancelled, or deleted, meanwhile.
      if (this.#current !== job) return;
      job.isTold = true;
      if (job.of === 'preview') {
        await this.#parts.composer.tell({ ...this.#command('preview', recordingId), file: names.preview });
      } else if (film) {
        const { view, format, file } = film;
        await this.#parts.composer.tell({ ...this.#command('compose', recordingId), view, format, file });
      } else this.#over(job);
    } catch (error) {
      await this.#failed(job, 'internal', messageOf(error));
    }
  }

  async #composed(job: Job, { duration, chapters }: News & { name: 'composed' }): Promise<void> {
    const { disk, notes, log } = this.#parts;
    const { recordingId } = job;
    try {
      const film = (await notes.read(recordingId))?.film;
      // One that was cancelled, told of before the composer heard of that.
      if (!film || !(await disk.find(recordingId, film.file)) || this.#current !== job) return;
      await notes.change(recordingId, (note) => ({
        ...note,
        film: { ...film, state: 'done', duration, chapters },
      }));
      log.info({ recordingId, durationMs: duration }, 'a film was made of a recording');
    } catch (error) {
      return this.#failed(job, problemOf(error), messageOf(error));
    }
    this.#over(job);
  }

  async #failed(job: Job, problem: Problem, reason: string): Promise<void> {
    if (this.#current !== job) return;
    const { notes, log } = this.#parts;
    const { recordingId } = job;
    const what = job.of === 'compose' ? 'film' : 'picture';
    if (problem !== 'nothing')
      log.error({ recordingId, problem, reason }, `no ${what} could be made of a recording`);
    await notes
      .change(recordingId, (note) => {
        if (job.of === 'preview')
          return problem === 'nothing' ? { ...note, withoutPreview: true } : undefined;
        return note.film && { ...note, film: { ...note.film, state: 'failed', problem } };
      })
      .catch((error: unknown) => log.error({ recordingId, err: error }, 'that could not be noted'));
    this.#over(job);
  }

  #over(job: Job): void {
    if (this.#current !== job) return;
    this.#current = undefined;
    if (!this.has(job.recordingId)) this.#parts.settled(job.recordingId);
    this.#next();
  }

  #command<N extends string>(name: N, recordingId: string): { name: N; recordingId: string; dir: string } {
    return { name, recordingId, dir: join(this.#parts.disk.dir, recordingId) };
  }
}

const withoutProblem = ({ problem: _problem, ...film }: NotedFilm): NotedFilm => film;

function problemOf(error: unknown): Problem {
  return (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'disk' : 'internal';
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
