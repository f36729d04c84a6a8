import type { NodeState, TurnState, WorkerState } from '@parley/protocol';
import type { Drain } from '../call/Drain.ts';
import type { Clock, Log } from '../call/ports.ts';
import type { Rooms } from '../call/Rooms.ts';
import type { RecentErrors } from '../logging/RecentErrors.ts';
import type { EventLoop } from '../metrics/EventLoop.ts';
import type { Readiness } from '../Readiness.ts';
import { bytesHere } from '../recordings/describe.ts';
import { diskSpace } from '../recordings/diskSpace.ts';
import type { FilmQueue } from '../recordings/FilmQueue.ts';
import type { Library } from '../recordings/Library.ts';
import { SharedReading } from '../SharedReading.ts';
import type { TurnCounts } from '../turn/TurnProcess.ts';

/** Milliseconds for which a reading is good for everybody who asks. Recordings are folders to be looked through. */
const KEPT_FOR = 1_000;
const RECORDINGS_KEPT_FOR = 5_000;

export interface NodeReaderParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly rooms: Rooms;
  readonly drain: Drain;
  readonly readiness: Readiness;
  readonly workers: () => Promise<WorkerState[]>;
  /** Undefined where it does not run. */
  readonly turn: () => Promise<TurnCounts | undefined>;
  readonly library: Pick<Library, 'folders'>;
  readonly films: Pick<FilmQueue, 'length'>;
  /** Of the recordings. */
  readonly dir: string;
  readonly loop: EventLoop;
  readonly errors: RecentErrors;
}

/** Looks at the whole server, once for all who ask at the same time, and never while nobody does. */
export class NodeReader {
  readonly #parts: NodeReaderParts;
  readonly #node: SharedReading<NodeState>;
  readonly #storage: SharedReading<Pick<NodeState, 'recordings' | 'disk'>>;
  #cpu: { usage: NodeJS.CpuUsage; at: number };

  constructor(parts: NodeReaderParts) {
    this.#parts = parts;
    this.#node = new SharedReading(parts.clock, KEPT_FOR, () => this.#readNode());
    this.#storage = new SharedReading(parts.clock, RECORDINGS_KEPT_FOR, () => this.#readStorage());
    this.#cpu = { usage: { user: 0, system: 0 }, at: parts.startedAt };
  }

  read(): Promise<NodeState> {
    return this.#node.get();
  }

  async #readNode(): Promise<NodeState> {
    const { clock, version, startedAt, rooms, drain, readiness, errors } = this.#parts;
    const [missing, allRooms, workers, turn, storage] = await Promise.all([
      readiness.missing(),
      Promise.all(rooms.all.map((room) => room.read())),
      this.#parts.workers(),
      this.#parts.turn(),
      this.#storage.get(),
    ]);
    return {
      at: clock.now(),
      version,
      startedAt,
      missing,
      ...(drain.state && { draining: drain.state }),
      people: rooms.people,
      rooms: allRooms,
      workers,
      process: this.#readProcess(),
      ...(turn && { turn: turnState(turn) }),
      ...storage,
      errors: errors.lines.toReversed(),
    };
  }

  #readProcess(): NodeState['process'] {
    const at = this.#parts.clock.now();
    const usage = process.cpuUsage();
    const used = usage.user + usage.system - this.#cpu.usage.user - this.#cpu.usage.system;
    const cpu = used / 1_000 / Math.max(1, at - this.#cpu.at);
    this.#cpu = { usage, at };
    return { cpu, memoryBytes: process.memoryUsage.rss(), busy: this.#parts.loop.busy() };
  }

  /** A disk that fails is told: whoever looks for what is wrong is to see all the rest. */
  async #readStorage(): Promise<Pick<NodeState, 'recordings' | 'disk'>> {
    const { dir, log } = this.#parts;
    const orNothing = (what: string) => (error: unknown) => {
      log.warn({ err: error }, `${what} cannot be read`);
      return undefined;
    };
    const [recordings, disk] = await Promise.all([
      this.#readRecordings().catch(orNothing('the folder of recordings')),
      diskSpace(dir).catch(orNothing('the disk of recordings')),
    ]);
    return { ...(recordings && { recordings }), ...(disk && { disk }) };
  }

  async #readRecordings(): Promise<NonNullable<NodeState['recordings']>> {
    const { library, films } = this.#parts;
    const folders = await library.folders();
    const running = folders.filter(({ isFinished }) => !isFinished);
    return {
      running: running.map((folder) => ({
        recordingId: folder.recordingId,
        room: folder.manifest.room,
        startedAt: Date.parse(folder.manifest.startedAt),
        bytes: bytesHere(folder),
      })),
      finished: folders.length - running.length,
      bytes: folders.reduce((sum, folder) => sum + bytesHere(folder), 0),
      filmsQueued: films.length,
    };
  }
}

function turnState({ allocations, connections, allocationsMade, toPeers, toClients }: TurnCounts): TurnState {
  return {
    allocations,
    connections,
    allocationsMade,
    bytesToPeers: toPeers.bytes,
    bytesToClients: toClients.bytes,
  };
}
