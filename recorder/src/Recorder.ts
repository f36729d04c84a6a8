import type { Command, News } from './channel.ts';
import { endRecording } from './finishRecording.ts';
import { Recording } from './Recording.ts';

/** How often it is told how far a recording is, in milliseconds. */
const PROGRESS_INTERVAL = 2_000;

export interface RecorderOptions {
  /** At which the media server reaches us. */
  readonly address: string;
  /** Milliseconds since 1970; never goes back. */
  readonly now: () => number;
  readonly tell: (news: News) => void;
}

/** All recordings of this process, and what is wanted of them. */
export class Recorder {
  readonly #options: RecorderOptions;
  /** Those on their way included. */
  readonly #recordings = new Map<string, Promise<Recording>>();
  readonly #progress: NodeJS.Timeout;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#progress = setInterval(() => void this.#tellProgress(), PROGRESS_INTERVAL);
  }

  /** Commands for one recording are carried out in their order. */
  async carryOut(command: Command): Promise<void> {
    const { recordingId } = command;
    try {
      if (command.name === 'start') await this.#start(command);
      else if (command.name === 'finish') await this.#finish(command);
      else await this.#pass(command);
    } catch (error) {
      const { code = 'internal', message } = error as NodeJS.ErrnoException;
      this.#options.tell({ name: 'failed', recordingId, code, message });
    }
  }

  /** Closes all files: another process may go on with them. */
  async close(): Promise<void> {
    clearInterval(this.#progress);
    await Promise.allSettled(
      [...this.#recordings.values()].map(async (starting) => (await starting).suspend()),
    );
  }

  async #start(command: Command & { name: 'start' }): Promise<void> {
    const { recordingId } = command;
    if (this.#recordings.has(recordingId)) throw new Error('it is going on already');
    const { tell } = this.#options;
    const starting = Recording.start(this.#options.address, {
      ...command,
      now: this.#options.now,
      ended: ({ message }) => {
        this.#recordings.delete(recordingId);
        tell({ name: 'ended', recordingId, cause: 'disk', message });
      },
    });
    this.#recordings.set(recordingId, starting);
    try {
      tell({ name: 'started', recordingId, port: (await starting).port });
    } catch (error) {
      this.#recordings.delete(recordingId);
      throw error;
    }
  }

  async #finish({ recordingId, dir }: Command & { name: 'finish' }): Promise<void> {
    if (this.#recordings.has(recordingId)) throw new Error('it is going on');
    const manifest = await endRecording(dir);
    if (!manifest) throw new Error('there is no recording in this folder');
    this.#options.tell({ name: 'ended', recordingId, cause: manifest.endCause ?? 'closing' });
  }

  async #pass(command: Exclude<Command, { name: 'start' | 'finish' }>): Promise<void> {
    const recording = await this.#recordings.get(command.recordingId);
    if (!recording) return;
    switch (command.name) {
      case 'connect':
        return recording.connect(command.media);
      case 'addTrack':
        return recording.addTrack(command.origin, command.stream);
      case 'removeTrack':
        return recording.removeTrack(command.ssrc);
      case 'explain':
        return recording.explain(command.ssrc, command.cause);
      case 'event':
        return recording.event(command.event, command.data);
      case 'pause':
        return recording.pause();
      case 'resume':
        return recording.resume();
      case 'end':
        return this.#end(recording, command);
    }
  }

  async #end(recording: Recording, { recordingId, cause }: Command & { name: 'end' }): Promise<void> {
    this.#recordings.delete(recordingId);
    await recording.end(cause);
    this.#options.tell({ name: 'ended', recordingId, cause });
  }

  async #tellProgress(): Promise<void> {
    for (const [recordingId, starting] of this.#recordings) {
      const recording = await starting.catch(() => undefined);
      if (recording) this.#options.tell({ name: 'progress', recordingId, bytes: recording.bytes });
    }
  }
}
