import type { CloseReason, NotificationData, RecordingState, RecordingWish } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { MediaLives } from './MediaLives.ts';
import type { Peer } from './Peer.ts';
import type { Peers } from './Peers.ts';
import type {
  CallSettings,
  Clock,
  LocalAddress,
  Log,
  MeetingRecord,
  Recorder,
  Recording,
  RecordingFailure,
  RecordingRecord,
  RecordingTokens,
} from './ports.ts';
import type { RecordedEvents } from './RecordedEvents.ts';

export interface RoomRecordingParts {
  readonly room: string;
  /** Undefined: nothing can be recorded here. */
  readonly recorder: Recorder | undefined;
  readonly tokens: RecordingTokens;
  readonly settings: Pick<CallSettings, 'recording'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly peers: Peers;
  readonly media: MediaLives;
  readonly record: RecordedEvents;
  /** What went on before the server was restarted. */
  readonly before?: RecordingRecord | undefined;
  /** Something of its record is another one. */
  changed(): void;
  /** Nobody is connected directly until the returned function is called. */
  holdMedia(): () => void;
}

interface Current {
  readonly recordingId: string;
  readonly startedAt: number;
  /** Undefined until the recorder has taken it. */
  recording?: Recording;
  /** Where it listens. */
  at?: LocalAddress;
  isPaused: boolean;
  readonly releaseMedia: () => void;
}

/** Whether a room is recorded, and what is told of that to those who are in it. */
export class RoomRecording {
  readonly #parts: RoomRecordingParts;
  #current: Current | undefined;
  /** Until somebody is back. */
  #before: RecordingRecord | undefined;

  constructor(parts: RoomRecordingParts) {
    this.#parts = parts;
    this.#before = this.isPossible ? parts.before : undefined;
  }

  /** Whether hosts may record. */
  get isPossible(): boolean {
    return this.#parts.recorder !== undefined && this.#parts.settings.recording !== 'never';
  }

  /** What everybody may know, also before they come in. */
  get state(): RecordingState | undefined {
    if (!this.#current) return this.#before && stateOf(this.#before);
    const { startedAt, isPaused } = this.#current;
    return { startedAt, paused: isPaused };
  }

  /** For a restart of the server. */
  record(): Pick<MeetingRecord, 'recording'> {
    if (!this.#current) return this.#before ? { recording: this.#before } : {};
    const { recordingId, startedAt, isPaused: paused } = this.#current;
    return { recording: { recordingId, startedAt, paused } };
  }

  /**
   * A host wants it so. What is so already stays.
   * @throws {CallError} `recording_unavailable`, `disk_full`
   */
  async set(wish: RecordingWish): Promise<void> {
    if (wish === 'off') return this.stop();
    if (!this.#current) await this.#start();
    await this.#setPaused(wish === 'paused');
  }

  /** Somebody is in the room: it goes on, or, where everything is recorded, begins. */
  entered(peer: Peer): void {
    this.#parts.record.joined(peer);
    if (this.#current || (!this.#before && this.#parts.settings.recording !== 'always')) return;
    this.#start().catch((error: unknown) =>
      this.#parts.log.error({ err: error }, 'a meeting is not recorded'),
    );
  }

  left(peer: Peer): void {
    this.#parts.record.left(peer);
  }

  /** Somebody has come, or come back, or has another role: hosts of what is recorded may see it later. */
  giveAccess(peer: Peer): void {
    if (peer.role !== 'host' || !peer.announced || !this.#current?.recording) return;
    const { recordingId, startedAt } = this.#current;
    const { room, tokens } = this.#parts;
    peer.tell('recordingAccess', { recordingId, token: tokens.issue(recordingId), room, startedAt });
  }

  /** There is new media of the room. */
  mediaMade(): void {
    void this.#tap();
  }

  /** Something that belongs to the record of the call. */
  note(event: string, data: Readonly<Record<string, unknown>>): void {
    this.#current?.recording?.note(event, data);
  }

  stop(): void {
    const current = this.#end();
    void current?.recording?.stop();
  }

  /** The room is closed. Where the server is to be back, the recording is not over: its files are closed with the recorder. */
  close(reason: CloseReason): void {
    if (reason === 'restarting') this.#current?.releaseMedia();
    else this.stop();
  }

  async #start(): Promise<void> {
    const { room, recorder, clock, newId } = this.#parts;
    if (!recorder || !this.isPossible) {
      throw new CallError('recording_unavailable', 'this server does not record');
    }
    const { recordingId: id, startedAt: from, paused } = this.#before ?? {};
    const current: Current = {
      recordingId: id ?? newId(),
      startedAt: from ?? clock.now(),
      isPaused: paused ?? false,
      releaseMedia: this.#parts.holdMedia(),
    };
    this.#before = undefined;
    this.#current = current;
    try {
      const { recordingId, startedAt } = current;
      const recording = await recorder.start(
        { recordingId, room, startedAt },
        {
          listens: (at) => {
            current.at = at;
            void this.#tap();
          },
          failed: (cause) => this.#failed(current, cause),
        },
      );
      current.recording = recording;
      // Stopped meanwhile.
      if (this.#current !== current) return void recording.stop();
      // Before anything is recorded.
      this.#tell({});
      if (current.isPaused) recording.pause();
      this.#parts.record.begin({ paused: current.isPaused });
      for (const peer of this.#parts.peers.announced) this.giveAccess(peer);
      await this.#tap();
    } catch (error) {
      if (this.#current === current) this.#end();
      throw error;
    }
  }

  async #setPaused(paused: boolean): Promise<void> {
    const current = this.#current;
    if (!current || current.isPaused === paused) return;
    current.isPaused = paused;
    this.#tell({});
    if (paused) current.recording?.pause();
    else current.recording?.resume();
    this.#parts.record.setPaused(paused);
    await this.#parts.media.now?.pauseRecording(paused);
  }

  /** Sends the media to where the recording listens. */
  async #tap(): Promise<void> {
    const { recording, at, isPaused } = this.#current ?? {};
    const media = this.#parts.media.now;
    if (!recording || !at || !media) return;
    try {
      await media.record(recording, at);
      if (isPaused) await media.pauseRecording(true);
    } catch (error) {
      // The media was lost meanwhile: what is made in its place is tapped as well.
      this.#parts.log.debug({ err: error }, 'the media could not be tapped');
    }
  }

  #failed(current: Current, cause: RecordingFailure): void {
    if (this.#current !== current) return;
    this.#end({ cause });
  }

  #end(told: { cause?: RecordingFailure } = {}): Current | undefined {
    const current = this.#current;
    if (!current) return undefined;
    this.#current = undefined;
    this.#parts.media.now?.endRecording();
    current.releaseMedia();
    this.#tell(told);
    return current;
  }

  #tell(told: { cause?: RecordingFailure }): void {
    const recording = this.state;
    const data: NotificationData<'recordingChanged'> = { ...told, ...(recording && { recording }) };
    this.#parts.peers.tellAll('recordingChanged', data);
    this.#parts.changed();
  }
}

function stateOf({ startedAt, paused }: RecordingRecord): RecordingState {
  return { startedAt, paused };
}
