import { timing } from '@parley/protocol/constants';
import type { Clock } from './Clock.ts';

/** A timer that fires this much too late tells that the page slept, not that the server was silent. */
const SLEPT = 2_000;
/** How long the answer to a probe may take. */
const PROBE_PATIENCE = 4_000;
/** The same when the network has probably changed: then another socket is cheaper than to wait for this one. */
const HASTY_PATIENCE = 1_000;

export interface HeartbeatEvents {
  ping(): void;
  /** The server was silent for too long: take the socket for dead. Called once. */
  dead(): void;
}

/** Keeps one socket honest: pings while it lives, and notices when nothing comes any more. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #events: HeartbeatEvents;
  #alive = false;
  #stopped = false;
  /** When the answer to a probe is due. */
  #probedUntil: number | undefined;
  #stopPing: (() => void) | undefined;
  #stopDeadline: (() => void) | undefined;

  constructor(clock: Clock, events: HeartbeatEvents, openPatience: number) {
    this.#clock = clock;
    this.#events = events;
    this.#expect(openPatience);
  }

  /** Something came from the server. */
  heard(): void {
    if (this.#stopped) return;
    this.#probedUntil = undefined;
    this.#expect(timing.silence);
    if (this.#alive) return;
    this.#alive = true;
    this.#schedulePing();
  }

  /** There is reason for doubt (the page woke, the network changed): ask at once, wait less. */
  probe({ hasty = false } = {}): void {
    if (this.#stopped || !this.#alive) return;
    const patience = hasty ? HASTY_PATIENCE : PROBE_PATIENCE;
    const until = this.#clock.now() + patience;
    if (this.#probedUntil !== undefined && this.#probedUntil <= until) return;
    this.#probedUntil = until;
    this.#expect(patience);
    this.#events.ping();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopPing?.();
    this.#stopDeadline?.();
  }

  #schedulePing(): void {
    this.#stopPing = this.#clock.after(timing.pingInterval, () => {
      this.#schedulePing();
      this.#events.ping();
    });
  }

  #expect(patience: number): void {
    const due = this.#clock.now() + patience;
    this.#stopDeadline?.();
    this.#stopDeadline = this.#clock.after(patience, () => {
      const slept = this.#clock.now() - due > SLEPT;
      if (slept && this.#alive && this.#probedUntil === undefined) {
        this.probe();
        return;
      }
      this.stop();
      this.#events.dead();
    });
  }
}
