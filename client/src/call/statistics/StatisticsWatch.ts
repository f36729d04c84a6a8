import type { Clock } from '../Clock.ts';
import type { StatsReport } from '../direct/pathReport.ts';
import { WatchedValue } from '../WatchedValue.ts';
import type { CallStatistics } from './CallStatistics.ts';
import { readingOf, statisticsBetween, type Reading } from './readStatistics.ts';
import { nextTrouble, noTrouble, type Trouble } from './trouble.ts';
import { weakTracks } from './weakTracks.ts';

/** Milliseconds between two readings: they cost the page some of its time, with many people more. */
const INTERVAL = 2_000;
/** Two minutes. */
const KEPT = 60;

export interface StatisticsWatchParts {
  readonly clock: Clock;
  /** Those of the way that is in use. None while there is nobody to talk to. */
  reports(): Promise<readonly StatsReport[]>;
}

/** Reads now and then how the call goes. Whoever watches it hears of each reading, and the room of none. */
export class StatisticsWatch {
  readonly #parts: StatisticsWatchParts;
  /** The last two minutes, the newest last. */
  readonly history = new WatchedValue<readonly CallStatistics[]>([]);
  readonly trouble = new WatchedValue<Trouble | undefined>(undefined);
  /** `MediaStreamTrack.id` of those that come badly, for a reason at the other end. */
  readonly weakTracks = new WatchedValue<ReadonlySet<string>>(new Set());
  #troubleState = noTrouble;
  #last: Reading | undefined;
  #cancel: (() => void) | undefined;
  #closed = false;

  constructor(parts: StatisticsWatchParts) {
    this.#parts = parts;
  }

  /** Idempotent. */
  start(): void {
    if (!this.#cancel) this.#readLater();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  #readLater(): void {
    this.#cancel = this.#parts.clock.after(INTERVAL, () => void this.#read());
  }

  async #read(): Promise<void> {
    // A connection that is closed meanwhile has no statistics.
    const reports = await this.#parts.reports().catch(() => []);
    if (this.#closed) return;
    this.#readLater();
    const now = readingOf(this.#parts.clock.now(), reports);
    const before = this.#last;
    this.#last = now;
    if (reports.length === 0) {
      this.#troubleState = noTrouble;
      this.trouble.set(undefined);
      this.#setWeak(new Set());
      return;
    }
    if (!before || before.reports.length === 0) return;
    const statistics = statisticsBetween(before, now);
    this.history.set([...this.history.get(), statistics].slice(-KEPT));
    this.#troubleState = nextTrouble(this.#troubleState, statistics);
    this.trouble.set(this.#troubleState.said);
    this.#setWeak(weakTracks(this.history.get()));
  }

  #setWeak(weak: ReadonlySet<string>): void {
    const before = this.weakTracks.get();
    if (weak.size !== before.size || [...weak].some((id) => !before.has(id))) this.weakTracks.set(weak);
  }
}
