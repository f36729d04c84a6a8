import { timing } from '@parley/protocol/constants';
import type { Clock } from './Clock.ts';

/** A timer that fires this much too late tells that the page slept, not that the server was silent. */
const SLEPT = 2_000;
/** How long the answer to a probe may take. */
const PROBE_PATIENCE = 4_000;

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
  #probing = false;
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
    this.#probing = false;
    this.#expect(timing.silence);
    if (this.#alive) return;
    this.#alive = true;
    this.#schedulePing();
  }

  /** There is reason for doubt (the network changed, the page woke): ask at once, wait less. */
  probe(): void {
    if (this.#stopped || !this.#alive || this.#probing) return;
    this.#probing = true;
    this.#expect(PROBE_PATIENCE);
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
      if (slept && this.#alive && !this.#probing) {
        this.probe();
        return;
      }
      this.stop();
      this.#events.dead();
    });
  }
}
