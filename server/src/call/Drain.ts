import type { Clock, Log } from './ports.ts';
import type { Rooms } from './Rooms.ts';

/** Milliseconds from the last leave to the end: whoever asked for it still sees that it is reached. */
const LAST_WAIT = 1_000;

export interface DrainParts {
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds that rooms may still be open, unless another time is asked for. */
  readonly limit: number;
  /** It is over: no room is open, or the time is. */
  readonly ended: () => void;
}

export interface DrainState {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** When whoever is still in a room is closed out of it. */
  readonly endsAt: number;
}

/** The end of a server by and by: no new rooms, and those that are open may go on until a limit. */
export class Drain {
  readonly #parts: DrainParts;
  #now: { state: DrainState; stop: () => void } | undefined;

  constructor(parts: DrainParts) {
    this.#parts = parts;
  }

  /** Undefined while new rooms are opened. */
  get state(): DrainState | undefined {
    return this.#now?.state;
  }

  /** Begins, or, where it has begun, goes on with another limit, in milliseconds from now. */
  start(limit: number = this.#parts.limit): DrainState {
    const { rooms, clock, log } = this.#parts;
    const now = clock.now();
    const startedAt = this.#now?.state.startedAt ?? now;
    this.#now?.stop();
    let cancelLast = (): void => {};
    const emptied = (): void => {
      cancelLast = clock.after(LAST_WAIT, () => this.#end('every room is empty'));
    };
    const cancelLimit = clock.after(limit, () => this.#end('the limit is reached'));
    const openAgain = rooms.closeToNew(emptied);
    const stop = (): void => {
      openAgain();
      cancelLimit();
      cancelLast();
    };
    const state = { startedAt, endsAt: now + limit };
    this.#now = { state, stop };
    log.info({ limitMs: limit, rooms: rooms.size, people: rooms.people }, 'draining: no new rooms');
    if (rooms.size === 0) emptied();
    return state;
  }

  /** New rooms are opened again. Idempotent. */
  cancel(): void {
    if (!this.#now) return;
    this.#now.stop();
    this.#now = undefined;
    this.#parts.log.info({}, 'draining was cancelled');
  }

  #end(reason: string): void {
    const { rooms, log, ended } = this.#parts;
    // New rooms stay refused until the process is gone.
    log.info({ reason, rooms: rooms.size, people: rooms.people }, 'drained');
    ended();
  }
}
