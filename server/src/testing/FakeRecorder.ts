import { CallError } from '../call/CallError.ts';
import type {
  LocalAddress,
  RecordedTrack,
  Recorder,
  Recording,
  RecordingEvents,
  RecordingGap,
} from '../call/ports.ts';

/** A recording that writes nothing, and remembers what it was told. */
export class FakeRecording implements Recording {
  readonly recordingId: string;
  readonly room: string;
  readonly events: RecordingEvents;
  /** Where its packets come from, one after the other. */
  readonly sources: LocalAddress[] = [];
  tracks: RecordedTrack[] = [];
  readonly gaps: [trackId: string, cause: RecordingGap | undefined][] = [];
  readonly notes: [event: string, data: Readonly<Record<string, unknown>>][] = [];
  isPaused = false;
  isStopped = false;

  constructor(recordingId: string, room: string, events: RecordingEvents) {
    this.recordingId = recordingId;
    this.room = room;
    this.events = events;
  }

  connect(from: LocalAddress): void {
    this.sources.push(from);
  }

  addTrack(track: RecordedTrack): void {
    this.tracks = [...this.tracks, track];
  }

  removeTrack(track: RecordedTrack): void {
    this.tracks = this.tracks.filter((one) => one !== track);
  }

  explain({ trackId }: RecordedTrack, cause: RecordingGap | undefined): void {
    this.gaps.push([trackId, cause]);
  }

  note(event: string, data: Readonly<Record<string, unknown>>): void {
    this.notes.push([event, data]);
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
  }
}

/** A recorder whose process lives as a test has planned. */
export class FakeRecorder implements Recorder {
  readonly recordings: FakeRecording[] = [];
  /** The next recording finds no room on the disk. */
  isFull = false;

  async start(
    { recordingId, room }: { recordingId: string; room: string },
    events: RecordingEvents,
  ): Promise<Recording> {
    await Promise.resolve();
    if (this.isFull) throw new CallError('disk_full', 'as planned');
    const recording = new FakeRecording(recordingId, room, events);
    this.recordings.push(recording);
    this.listen(recording, 29_000);
    return recording;
  }

  /** A process begins, or goes on with it. */
  listen(recording: FakeRecording, port: number): void {
    // As news that comes over a channel: not before whoever asked for it knows.
    setImmediate(() => recording.events.listens({ address: '127.0.0.1', port }));
  }
}
