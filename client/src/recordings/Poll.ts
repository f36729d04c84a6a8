import type { Store } from '../call/CallState.ts';
import type { Clock } from '../call/Clock.ts';
import { WatchedValue } from '../call/WatchedValue.ts';
import { codeOf, isPassing, type RecordingsErrorCode } from './RecordingsError.ts';

/** Milliseconds between two questions while something is on its way, and otherwise: tickets last some hours. */
const SOON = 2_000;
const LATER = 3_600_000;

/** What is known of an answer. `stale`: it was there, and the server cannot be reached at the moment. */
export type Asked<T> =
  | { readonly state: 'asking' }
  | { readonly state: 'there'; readonly answer: T; readonly stale: boolean }
  | { readonly state: 'failed'; readonly code: RecordingsErrorCode };

export interface PollParts<T> {
  readonly ask: (signal: AbortSignal) => Promise<T>;
  /** Whether what was answered changes by itself. */
  readonly isMoving: (answer: T) => boolean;
  readonly clock: Clock;
  /** Whether anybody looks. */
  readonly visible: Store<boolean>;
}

/** An answer that is asked for anew: soon while something in it is on its way, and never while nobody looks. */
export class Poll<T> extends WatchedValue<Asked<T>> {
  readonly #parts: PollParts<T>;
  #asking: AbortController | undefined;
  #lastAsked = -Infinity;
  #callOff = (): void => {};

  constructor(parts: PollParts<T>) {
    super({ state: 'asking' });
    this.#parts = parts;
  }

  /** Asks until the returned function is called. */
  start(): () => void {
    void this.refresh();
    const unwatch = this.#parts.visible.subscribe(() => this.#plan());
    return () => {
      unwatch();
      this.#asking?.abort();
      this.#asking = undefined;
      this.#callOff();
    };
  }

  /** Asks at once. What was asked before does not count any more. Never rejects. */
  async refresh(): Promise<void> {
    this.#callOff();
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#lastAsked = this.#parts.clock.now();
    const next = await this.#parts.ask(asking.signal).then(
      (answer): Asked<T> => ({ state: 'there', answer, stale: false }),
      (error: unknown) => this.#after(codeOf(error)),
    );
    if (asking.signal.aborted) return;
    this.set(next);
    this.#plan();
  }

  /** What was known stays on the screen, unless it is not so any more. */
  #after(code: RecordingsErrorCode): Asked<T> {
    const known = this.get();
    return isPassing(code) && known.state === 'there' ? { ...known, stale: true } : { state: 'failed', code };
  }

  #plan(): void {
    this.#callOff();
    const { clock, visible } = this.#parts;
    if (!this.#asking || !visible.get()) return;
    const due = this.#lastAsked + this.#interval;
    this.#callOff = clock.after(Math.max(0, due - clock.now()), () => void this.refresh());
  }

  get #interval(): number {
    const known = this.get();
    const isRestless =
      known.state === 'there'
        ? known.stale || this.#parts.isMoving(known.answer)
        : known.state === 'failed' && (known.code === 'unreachable' || known.code === 'unavailable');
    return isRestless ? SOON : LATER;
  }
}
