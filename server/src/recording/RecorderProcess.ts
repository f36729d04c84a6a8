import { mkdir, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { timing } from '@parley/protocol';
import type { Command, News } from '@parley/recorder/channel';
import { environment } from '@parley/recorder/environment';
import { CallError } from '../call/CallError.ts';
import type { Clock, Log, Recorder, Recording, RecordingEvents, RecordingFailure } from '../call/ports.ts';
import { ChildProgram } from '../programs/ChildProgram.ts';
import { RecordingProxy } from './RecordingProxy.ts';

/** Milliseconds after the start of the server in which people may come back to a recording. */
const LEFT_AFTER = timing.restartGrace + 60_000;
/** Milliseconds that the recorder may take to close its files. */
const EXIT_LIMIT = 10_000;

export interface RecorderProcessOptions {
  /** The file that Node runs. */
  program: string;
  env: NodeJS.ProcessEnv;
  /** Where each recording has a folder. */
  dir: string;
  /** Bytes that the disk must have left for a recording to begin, and for it to go on. */
  space: { toBegin: number; toGoOn: number };
  clock: Clock;
  log: Log;
  /** The files of a recording are closed, and its manifest is written. */
  ended?(recordingId: string): void;
}

/**
 * The recorder, a process that is there from the first recording on, and is replaced when it dies: its recordings then go
 * on in further files.
 */
export class RecorderProcess implements Recorder {
  readonly #options: RecorderProcessOptions;
  readonly #recordings = new Map<string, RecordingProxy>();
  #starting: Promise<ChildProgram<Command, News>> | undefined;
  #program: ChildProgram<Command, News> | undefined;
  /** How many recordings did not begin, or ended by themselves. */
  readonly failures: Record<RecordingFailure, number> = { disk: 0, recorder: 0 };
  #closed = false;
  readonly #cancelLook: () => void;

  constructor(options: RecorderProcessOptions) {
    this.#options = options;
    this.#cancelLook = options.clock.after(LEFT_AFTER, () => void this.#finishLeft());
  }

  get pid(): number | undefined {
    return this.#program?.pid;
  }

  /** Whether it is being written at the moment, or is about to be. */
  isRunning(recordingId: string): boolean {
    return this.#recordings.has(recordingId);
  }

  async start(
    options: { recordingId: string; room: string; startedAt: number },
    events: RecordingEvents,
  ): Promise<Recording> {
    await this.#assertSpace();
    this.#program = await this.#run();
    const { recordingId } = options;
    const dir = join(this.#options.dir, recordingId);
    const recording = new RecordingProxy({
      recordingId,
      beginning: { name: 'start', ...options, dir, minFree: this.#options.space.toGoOn },
      events: {
        listens: (at) => events.listens(at),
        failed: (cause) => {
          this.failures[cause] += 1;
          events.failed(cause);
        },
      },
      tell: (command) => this.#program?.tell(command) ?? false,
      over: () => this.#recordings.delete(recordingId),
    });
    this.#recordings.set(recordingId, recording);
    recording.begin();
    return recording;
  }

  /** Resolved when all files are closed. What was not stopped can be gone on with. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelLook();
    const program = await this.#starting?.catch(() => undefined);
    await program?.close();
  }

  async #run(): Promise<ChildProgram<Command, News>> {
    if (this.#closed) throw new CallError('recording_unavailable', 'the server is shutting down');
    this.#starting ??= this.#startProgram();
    try {
      return await this.#starting;
    } catch (error) {
      // The next recording tries again.
      this.#starting = undefined;
      this.failures.recorder += 1;
      this.#options.log.error({ err: error }, 'the recorder did not start');
      throw new CallError('recording_unavailable', 'the recorder did not start', { cause: error });
    }
  }

  #startProgram(): Promise<ChildProgram<Command, News>> {
    const { program, clock, log } = this.#options;
    const env = { ...environment, ...this.#options.env };
    return ChildProgram.start<Command, News>(
      { name: 'recorder', program, env, exitLimit: EXIT_LIMIT, clock, log },
      {
        started: () => {
          for (const recording of this.#recordings.values()) recording.begin();
        },
        heard: (news) => this.#hear(news),
      },
    );
  }

  #hear(news: News): void {
    if (!('recordingId' in news)) return;
    const { log } = this.#options;
    if (news.name === 'failed') log.error(news, 'a recording failed');
    if (news.name === 'ended') log.info(news, 'a recording is over');
    this.#recordings.get(news.recordingId)?.hear(news);
    if (news.name === 'ended') this.#options.ended?.(news.recordingId);
  }

  /** Ends what a server before began and nobody came back to. */
  async #finishLeft(): Promise<void> {
    const { dir, log } = this.#options;
    try {
      for (const recordingId of await readdir(dir).catch(() => [])) {
        if (this.#recordings.has(recordingId) || !(await isOpen(join(dir, recordingId)))) continue;
        const program = await this.#run();
        program.tell({ name: 'finish', recordingId, dir: join(dir, recordingId) });
      }
    } catch (error) {
      log.error({ err: error }, 'recordings of before the restart could not be ended');
    }
  }

  async #assertSpace(): Promise<void> {
    const { dir, space } = this.#options;
    await mkdir(dir, { recursive: true });
    const { bavail, bsize } = await statfs(dir);
    if (bavail * bsize >= space.toBegin) return;
    this.failures.disk += 1;
    throw new CallError('disk_full', 'the disk is too full to begin a recording');
  }
}

/** Whether a folder holds a recording that is not over. */
async function isOpen(folder: string): Promise<boolean> {
  const isRecording = await stat(join(folder, 'journal.jsonl')).then(
    () => true,
    () => false,
  );
  if (!isRecording) return false;
  try {
    return !('endCause' in (JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as object));
  } catch {
    return true;
  }
}
