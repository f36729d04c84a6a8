import type { Codec, Command, News, Stream } from '@parley/recorder/channel';
import type { LocalAddress, RecordedTrack, Recording, RecordingEvents, RecordingGap } from '../call/ports.ts';

export interface RecordingProxyParts {
  readonly recordingId: string;
  /** By which a process begins it, or goes on with it. */
  readonly beginning: Command & { name: 'start' };
  readonly events: RecordingEvents;
  /** Whether there was a process to be told. */
  tell(command: Command): boolean;
  /** Nothing more is to be heard of it. */
  over(): void;
}

/** As many events wait for a process. */
const MOST_UNHEARD = 1_000;
/** What a system says of a disk on which nothing more fits, or nothing more of ours. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);
const ORIENTATION = 'urn:3gpp:video-orientation';

/** A recording as this process sees it: what it says goes to the recorder, whichever process that is at the moment. */
export class RecordingProxy implements Recording {
  readonly #parts: RecordingProxyParts;
  #isPaused = false;
  /** Events that no process was there to write down. */
  #unheard: WithoutId<Command & { name: 'event' }>[] = [];
  #stopping: PromiseWithResolvers<void> | undefined;
  #isOver = false;

  constructor(parts: RecordingProxyParts) {
    this.#parts = parts;
  }

  /** A process is there that knows nothing of it yet. */
  begin(): void {
    this.#parts.tell(this.#parts.beginning);
    for (const event of this.#unheard.splice(0)) this.#tell(event);
    if (this.#isPaused) this.pause();
    if (this.#stopping) this.#tellEnd();
  }

  hear(news: News & { recordingId: string }): void {
    const { events } = this.#parts;
    if (news.name === 'started' && !this.#stopping) {
      events.listens({ address: '127.0.0.1', port: news.port });
    }
    if (news.name !== 'ended' && news.name !== 'failed') return;
    this.#isOver = true;
    this.#parts.over();
    if (this.#stopping) this.#stopping.resolve();
    else events.failed(news.name === 'ended' || FULL.has(news.code) ? 'disk' : 'recorder');
  }

  connect(media: LocalAddress): void {
    this.#tell({ name: 'connect', media });
  }

  addTrack(track: RecordedTrack): void {
    const { trackId, peerId, displayName, source } = track;
    const stream = streamOf(track);
    if (stream) this.#tell({ name: 'addTrack', origin: { trackId, peerId, displayName, source }, stream });
  }

  removeTrack(track: RecordedTrack): void {
    this.#tell({ name: 'removeTrack', ssrc: ssrcOf(track) });
  }

  explain(track: RecordedTrack, cause: RecordingGap | undefined): void {
    this.#tell({ name: 'explain', ssrc: ssrcOf(track), ...(cause && { cause }) });
  }

  note(event: string, data: Readonly<Record<string, unknown>>): void {
    const command = { name: 'event', event, data } as const;
    if (!this.#tell(command) && this.#unheard.length < MOST_UNHEARD) this.#unheard.push(command);
  }

  pause(): void {
    this.#isPaused = true;
    this.#tell({ name: 'pause' });
  }

  resume(): void {
    this.#isPaused = false;
    this.#tell({ name: 'resume' });
  }

  stop(): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    if (!this.#stopping) {
      this.#stopping = Promise.withResolvers();
      this.#tellEnd();
    }
    return this.#stopping.promise;
  }

  #tellEnd(): void {
    this.#tell({ name: 'end', cause: 'stopped' });
  }

  #tell(command: WithoutId<Exclude<Command, { name: 'start' | 'finish' }>>): boolean {
    return this.#parts.tell({ ...command, recordingId: this.#parts.recordingId });
  }
}

type WithoutId<T> = T extends unknown ? Omit<T, 'recordingId'> : never;

function ssrcOf({ rtpParameters }: RecordedTrack): number {
  return rtpParameters.encodings?.[0]?.ssrc ?? 0;
}

const codecs: Readonly<Record<string, Codec>> = {
  'audio/opus': 'opus',
  'video/vp8': 'vp8',
  'video/vp9': 'vp9',
  'video/h264': 'h264',
  'video/av1': 'av1',
};

/** Undefined of a codec that no room uses. */
function streamOf(track: RecordedTrack): Stream | undefined {
  const { codecs: used, headerExtensions = [] } = track.rtpParameters;
  const [first] = used;
  const codec = first && codecs[first.mimeType.toLowerCase()];
  if (!first || !codec) return undefined;
  const orientationId = headerExtensions.find(({ uri }) => uri === ORIENTATION)?.id;
  return {
    ssrc: ssrcOf(track),
    payloadType: first.payloadType,
    codec,
    clockRate: first.clockRate,
    ...(orientationId !== undefined && { orientationId }),
  };
}
