import { createSocket, type Socket } from 'node:dgram';
import { mkdir, readdir, readFile, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isRtcp, isRtpOrRtcp } from '@parley/rtp/packet';
import type { EndCause, Entry, TrackOrigin } from './journal/entries.ts';
import { finishRecording, repairOpenFiles } from './finishRecording.ts';
import { Journal } from './journal/Journal.ts';
import { readJournal } from './journal/readJournal.ts';
import type { TrackFile } from './matroska/TrackFile.ts';
import { releaseSpace, reserveSpace } from './spaceReserve.ts';
import { syncFolder } from './syncFolder.ts';
import { TrackRecording, type Stream } from './TrackRecording.ts';
import { WriterMark } from './WriterMark.ts';

/** Everything that came is on the disk after this many milliseconds, and the time that the disk takes. */
const FLUSH_INTERVAL = 700;
/** How often we look for what is missing, in milliseconds. */
const TICK = 50;
/** How often we look at what the disk has left, in milliseconds. */
const DISK_INTERVAL = 2_000;
/** For a few packets of each of many streams that come at once; Linux gives what `net.core.rmem_max` allows. */
const RECEIVE_BUFFER = 4 * 1024 * 1024;

export interface RecordingOptions {
  readonly recordingId: string;
  readonly room: string;
  /** Made if it is not there. A recording that goes on after its process died has files in it. */
  readonly dir: string;
  /** When it began, by the calendar, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970; never goes back. */
  now(): number;
  /** It ends when the disk has fewer bytes left. */
  readonly minFree: number;
  /** It had to end by itself: because of the disk. */
  ended(error: Error): void;
}

/** One meeting as it is recorded: a port to which the media server sends, the tracks' files, and the journal. */
export class Recording {
  readonly #options: RecordingOptions;
  readonly #socket: Socket;
  readonly #journal: Journal;
  readonly #mark: WriterMark;
  readonly #tracks = new Map<number, TrackRecording>();
  /** How many files each track has, by its id: those of a process before as well. */
  readonly #files: Map<string, number>;
  #timers: NodeJS.Timeout[] = [];
  #media: { address: string; port: number } | undefined;
  #finishedBytes = 0;
  #isPaused = false;
  #ending: Promise<void> | undefined;

  /**
   * @param address At which the media server reaches this process.
   * @throws {NodeJS.ErrnoException} When the folder or the port is not to be had.
   */
  static async start(address: string, options: RecordingOptions): Promise<Recording> {
    await mkdir(options.dir, { recursive: true });
    await syncFolder(dirname(options.dir));
    const mark = await WriterMark.take(options.dir);
    await repairOpenFiles(options.dir, await entriesIn(options.dir));
    await reserveSpace(options.dir);
    const files = countFiles(await readdir(options.dir));
    const journal = await Journal.open(join(options.dir, 'journal.jsonl'));
    const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER });
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.bind(0, address, resolve);
      });
    } catch (error) {
      await journal.close();
      throw error;
    }
    return new Recording(options, { socket, journal, mark }, files);
  }

  private constructor(
    options: RecordingOptions,
    { socket, journal, mark }: { socket: Socket; journal: Journal; mark: WriterMark },
    files: Map<string, number>,
  ) {
    this.#mark = mark;
    this.#options = options;
    this.#socket = socket;
    this.#journal = journal;
    this.#files = files;
    const { recordingId, room, startedAt } = options;
    this.#tell({
      name: 'begin',
      version: 1,
      recordingId,
      room,
      startedAt: new Date(startedAt).toISOString(),
    });
    socket.on('message', (bytes, { address, port }) => this.#receive(bytes, address, port));
    // A port that is not there yet; the next packet tells.
    socket.on('error', () => {});
    this.#timers = [
      setInterval(() => this.#tick(), TICK),
      setInterval(() => void this.#flush(), FLUSH_INTERVAL),
      setInterval(() => void this.#lookAtDisk(), DISK_INTERVAL),
    ];
  }

  /** Where the media server sends to. */
  get port(): number {
    return this.#socket.address().port;
  }

  /** Bytes on the disk. */
  get bytes(): number {
    return [...this.#tracks.values()].reduce((sum, track) => sum + track.bytes, this.#finishedBytes);
  }

  /** Where packets come from and requests go to. Others are not listened to. */
  connect(media: { address: string; port: number }): void {
    this.#media = media;
  }

  addTrack(origin: TrackOrigin, stream: Stream): void {
    if (this.#ending) return;
    const { dir, startedAt } = this.#options;
    const track = new TrackRecording(origin, stream, {
      dir,
      journal: this.#journal,
      startedAt,
      startedOn: new Date(startedAt),
      send: (rtcp) => this.#send(rtcp),
      failed: (error) => this.#failed(error),
      nextFile: (trackId) => this.#nextFile(trackId),
    });
    this.#tracks.set(stream.ssrc, track);
  }

  async removeTrack(ssrc: number): Promise<void> {
    const track = this.#tracks.get(ssrc);
    if (!track) return;
    this.#tracks.delete(ssrc);
    await track.end();
    this.#finishedBytes += track.bytes;
  }

  /** Why there is, or is going to be, nothing of a track. */
  explain(ssrc: number, cause: Parameters<TrackRecording['explain']>[0]): void {
    this.#tracks.get(ssrc)?.explain(cause);
  }

  event(event: string, data: Readonly<Record<string, unknown>>): void {
    this.#tell({ name: 'event', event, data });
  }

  /** What comes meanwhile is not recorded. */
  pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#tell({ name: 'paused' });
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#tell({ name: 'resumed' });
    for (const track of this.#tracks.values()) track.interrupt('paused');
  }

  /**
   * Resolved when all files are closed and the manifest is written. Idempotent.
   * @throws {NodeJS.ErrnoException} When the manifest could not be written.
   */
  end(cause: EndCause): Promise<void> {
    this.#ending ??= this.#close(cause);
    return this.#ending;
  }

  /** Closes its files; another process may go on with it. */
  suspend(): Promise<void> {
    this.#ending ??= this.#close();
    return this.#ending;
  }

  async #close(cause?: EndCause): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await releaseSpace(this.#options.dir).catch(() => {});
    await Promise.all([...this.#tracks.values()].map((track) => track.end()));
    await new Promise<void>((resolve) => {
      this.#socket.close(resolve);
    });
    if (cause) this.#tell({ name: 'end', cause });
    await this.#journal.close().catch(() => {});
    await finishRecording(this.#options.dir);
    await this.#mark.remove();
  }

  #nextFile(trackId: string): number {
    const number = (this.#files.get(trackId) ?? 0) + 1;
    this.#files.set(trackId, number);
    return number;
  }

  #receive(bytes: Buffer, address: string, port: number): void {
    if (this.#isPaused || !isRtpOrRtcp(bytes) || isRtcp(bytes)) return;
    if (address !== this.#media?.address || port !== this.#media.port) return;
    this.#tracks.get(bytes.readUInt32BE(8))?.receive(bytes, this.#options.now());
  }

  #send(rtcp: Buffer): void {
    if (this.#media) this.#socket.send(rtcp, this.#media.port, this.#media.address);
  }

  #tick(): void {
    const now = this.#options.now();
    for (const track of this.#tracks.values()) track.tick(now);
  }

  async #flush(): Promise<void> {
    try {
      await this.#flushAll();
    } catch (error) {
      this.#failed(error as Error);
    }
  }

  /** A file that the journal does not know of would be lost with this process: so the journal is first, each time. */
  async #flushAll(): Promise<void> {
    const flushed = new Set<TrackFile>();
    for (;;) {
      const open = [...this.#tracks.values()].flatMap(({ file }) => file ?? []);
      const files = open.filter((file) => !flushed.has(file));
      await this.#journal.flush();
      if (files.length === 0) return;
      await Promise.all(files.map((file) => file.flush()));
      for (const file of files) flushed.add(file);
    }
  }

  async #lookAtDisk(): Promise<void> {
    const { dir, minFree } = this.#options;
    const left = await statfs(dir).catch((error: unknown) => error as Error);
    // The folder was taken away.
    if (left instanceof Error) return this.#failed(left);
    const { bavail, bsize } = left;
    const free = bavail * bsize;
    if (free < minFree) this.#failed(new Error(`the disk has ${free} bytes left, and is to keep ${minFree}`));
  }

  #failed(error: Error): void {
    if (!this.#ending) void this.#endBecause(error);
  }

  /** The disk does not take it: what is there is closed. */
  async #endBecause(error: Error): Promise<void> {
    try {
      await this.end('disk');
    } catch {
      // The manifest follows when there is room again.
    } finally {
      this.#options.ended(error);
    }
  }

  #tell(entry: WithoutTime<Entry>): void {
    const at = Math.max(0, Math.round(this.#options.now() - this.#options.startedAt));
    this.#journal.add({ ...entry, at });
  }
}

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

/** The highest number of each track's files. */
function countFiles(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const [, trackId, number] = /^(.+)-(\d+)\.(?:webm|mkv)$/.exec(name) ?? [];
    if (trackId === undefined) continue;
    counts.set(trackId, Math.max(counts.get(trackId) ?? 0, Number(number)));
  }
  return counts;
}

async function entriesIn(dir: string): Promise<Entry[]> {
  return readJournal(await readFile(join(dir, 'journal.jsonl'), 'utf8').catch(() => ''));
}
