import { join } from 'node:path';
import { encodeNack, encodePictureLoss } from '@parley/rtp/rtcp';
import type { Size } from './codecs/Depacketizer.ts';
import { depacketizerFor } from './codecs/depacketizerFor.ts';
import type { GapCause, TrackOrigin } from './journal/entries.ts';
import type { Journal } from './journal/Journal.ts';
import { docTypeOf, type Codec } from './matroska/elements.ts';
import { TrackFile } from './matroska/TrackFile.ts';
import { FrameAssembler, type TimedFrame } from './rtp/FrameAssembler.ts';
import { PacketOrder, type Ordered } from './rtp/PacketOrder.ts';
import { RtpPacket } from './rtp/RtpPacket.ts';
import { FramePlacer, type PlacedFrame } from './timeline/FramePlacer.ts';
import { StreamClock } from './timeline/StreamClock.ts';

/** One stream as the media server sends it. */
export interface Stream {
  readonly ssrc: number;
  readonly payloadType: number;
  readonly codec: Codec;
  /** Ticks of its clock in a second. */
  readonly clockRate: number;
  /** Id of the header extension `urn:3gpp:video-orientation`, where it is sent. */
  readonly orientationId?: number;
}

/** What a track needs of the recording that it belongs to. */
export interface TrackSurroundings {
  readonly dir: string;
  readonly journal: Journal;
  /** When the recording began, by the clock of arrivals. */
  readonly startedAt: number;
  /** The same by the calendar. */
  readonly startedOn: Date;
  send(rtcp: Buffer): void;
  /** The disk does not take it. */
  failed(error: Error): void;
  /** Counts the files of a track, from 1: also those of others before it, by the same name. */
  nextFile(trackId: string): number;
}

interface OpenFile {
  readonly name: string;
  readonly startsAt: number;
  readonly file: TrackFile;
  readonly setUp: Buffer | undefined;
}

/** Milliseconds between two requests for a key frame that does not come, */
const KEY_FRAME_RETRY = 500;
/** and between key frames anyway: what is sought by in a file. */
const KEY_FRAME_INTERVAL = 20_000;
/** Milliseconds without a frame that are worth a word. */
const GAP = 1_000;
/** What we call ourselves in RTCP. */
const SENDER_SSRC = 1;

/** One track that is recorded: from its packets to its files. Time is an argument, in milliseconds. */
export class TrackRecording {
  readonly #origin: TrackOrigin;
  readonly #stream: Stream;
  readonly #around: TrackSurroundings;
  #order = new PacketOrder();
  #frames: FrameAssembler;
  readonly #placer: FramePlacer;
  #open: OpenFile | undefined;
  /** Time of the last frame, in the recording. */
  #last: number | undefined;
  #size: Size | undefined;
  #rotation = 0;
  #askedAt = -Infinity;
  #keyAt = -Infinity;
  /** Why nothing comes now, and why nothing came at some moment since the last frame. */
  #cause: GapCause | undefined;
  #causeBefore: GapCause | undefined;
  /** Packets lost before the last frame. */
  #lostBefore = 0;
  #ending: Promise<void> | undefined;
  #finished = 0;
  /** Packets, before the last interruption. */
  #lostEarlier = 0;

  constructor(origin: TrackOrigin, stream: Stream, around: TrackSurroundings) {
    this.#origin = origin;
    this.#stream = stream;
    this.#around = around;
    this.#frames = framesOf(stream);
    this.#placer = new FramePlacer(new StreamClock(stream.clockRate));
  }

  get trackId(): string {
    return this.#origin.trackId;
  }

  receive(bytes: Buffer, now: number): void {
    const packet = RtpPacket.parse(bytes);
    if (!packet || packet.payloadType !== this.#stream.payloadType || this.#ending) return;
    this.#turn(packet, now);
    this.#take(this.#order.push(packet, now), now);
  }

  /** Some time has passed. */
  tick(now: number): void {
    if (this.#ending) return;
    if (this.#order.isWaiting) this.#take(this.#order.advance(now), now);
    this.#writeAll(this.#placer.advance(now));
  }

  /** Why nothing comes from now on. Undefined: it comes again, or nothing is known of it. */
  explain(cause: GapCause | undefined): void {
    this.#cause = cause;
    this.#causeBefore = cause ?? this.#causeBefore;
  }

  /** What comes next does not follow what came last. */
  interrupt(cause: GapCause): void {
    this.#causeBefore = cause;
    this.#lostEarlier += this.#order.lost;
    this.#order = new PacketOrder();
    this.#frames = framesOf(this.#stream);
  }

  /** The one that is written now. */
  get file(): TrackFile | undefined {
    return this.#open?.file;
  }

  /** No more of it comes. Idempotent; resolved when its file is closed. */
  end(): Promise<void> {
    if (!this.#ending) this.#writeAll(this.#placer.end());
    this.#ending ??= this.#closeFile();
    return this.#ending;
  }

  /** Bytes on the disk. */
  get bytes(): number {
    return this.#finished + (this.#open?.file.size ?? 0);
  }

  get #lost(): number {
    return this.#lostEarlier + this.#order.lost;
  }

  #take({ packets, ask }: Ordered, now: number): void {
    if (ask.length > 0) this.#around.send(encodeNack(SENDER_SSRC, this.#stream.ssrc, ask));
    for (const packet of packets)
      for (const frame of this.#frames.push(packet)) this.#writeAll(this.#placer.push(frame));
    this.#askForKeyFrame(now);
  }

  #askForKeyFrame(now: number): void {
    if (this.#stream.codec === 'opus' || now - this.#askedAt < KEY_FRAME_RETRY) return;
    if (!this.#frames.needsKeyFrame && now - Math.max(this.#keyAt, this.#askedAt) < KEY_FRAME_INTERVAL)
      return;
    this.#askedAt = now;
    this.#around.send(encodePictureLoss(SENDER_SSRC, this.#stream.ssrc));
  }

  #writeAll(frames: readonly PlacedFrame[]): void {
    for (const frame of frames) this.#write(frame);
  }

  #write({ frame, time }: PlacedFrame): void {
    const { startedAt, journal } = this.#around;
    const placed = Math.round(time - startedAt);
    // Whatever was in it before the recording began is not for it.
    if (placed < 0) return;
    const at = Math.max(placed, (this.#last ?? -1) + 1);
    const before = this.#last;
    if (before !== undefined && at - before > GAP) {
      const cause = this.#causeBefore ?? (this.#lost > this.#lostBefore ? 'lost' : 'silent');
      journal.add({ name: 'gap', at: before, until: at, trackId: this.trackId, cause });
    }
    this.#lostBefore = this.#lost;
    this.#causeBefore = this.#cause;
    this.#last = at;
    if (frame.isKey) this.#keyAt = frame.arrival;
    const { file, startsAt } = this.#fileFor(frame, at);
    file.add({ time: at - startsAt, data: frame.data, isKey: frame.isKey });
  }

  /** The open file, or another one where that cannot take the frame. */
  #fileFor(frame: TimedFrame, at: number): OpenFile {
    if (frame.setUp && this.#open && !frame.setUp.equals(this.#open.setUp ?? Buffer.alloc(0))) {
      void this.#closeFile();
    }
    this.#open ??= this.#openFile(frame, at);
    if (frame.size) this.#tellSize(frame.size, at);
    return this.#open;
  }

  #openFile(frame: TimedFrame, at: number): OpenFile {
    const { codec } = this.#stream;
    const { dir, journal, startedOn } = this.#around;
    const number = this.#around.nextFile(this.trackId);
    const name = `${this.trackId}-${number}.${docTypeOf(codec) === 'webm' ? 'webm' : 'mkv'}`;
    const file = new TrackFile(join(dir, name), {
      codec,
      ...(frame.size && { size: frame.size }),
      ...(frame.setUp && { setUp: frame.setUp }),
      startedAt: new Date(startedOn.getTime() + at),
    });
    journal.add({ name: 'file', at, file: name, codec, ...this.#origin });
    return { name, startsAt: at, file, setUp: frame.setUp };
  }

  async #closeFile(): Promise<void> {
    const closing = this.#open;
    this.#open = undefined;
    if (!closing) return;
    const { name, startsAt, file } = closing;
    try {
      await this.#around.journal.flush();
      await file.close();
      const { size: bytes, duration } = file;
      this.#finished += bytes;
      const lost = this.#lost;
      this.#around.journal.add({
        name: 'fileEnd',
        at: startsAt + duration,
        file: name,
        bytes,
        duration,
        lost,
      });
    } catch (error) {
      this.#around.failed(error as Error);
    }
  }

  #tellSize(size: Size, at: number): void {
    if (size.width === this.#size?.width && size.height === this.#size.height) return;
    this.#size = size;
    this.#around.journal.add({ name: 'size', at, trackId: this.trackId, ...size });
  }

  /** Whoever holds a phone turns it: of the last packet of a frame, 3GPP TS 26.114, section 7.4.5. */
  #turn(packet: RtpPacket, now: number): void {
    const { orientationId } = this.#stream;
    const byte = orientationId === undefined ? undefined : packet.extensionByte(orientationId);
    if (byte === undefined || (byte & 3) === this.#rotation) return;
    this.#rotation = byte & 3;
    this.#tellRotation(Math.max(0, Math.round(now - this.#around.startedAt)));
  }

  #tellRotation(at: number): void {
    // The extension says by how much the picture was turned counter-clockwise.
    const degrees = (this.#rotation * 90) as 0 | 90 | 180 | 270;
    this.#around.journal.add({ name: 'rotation', at, trackId: this.trackId, degrees });
  }
}

function framesOf({ codec }: Stream): FrameAssembler {
  return new FrameAssembler(depacketizerFor(codec), { isPicture: codec !== 'opus' });
}
