import type { types } from 'mediasoup-client';
import type { Clock } from './Clock.ts';
import type { MediaSignals } from './MediaSignals.ts';

/** A short interruption mends itself. */
const PATIENCE = 1_000;
/** How long new credentials may take to bring the path back before others are asked for. */
const RESTART_PATIENCE = 5_000;
/** A first connection that takes longer counts as broken. */
const CONNECT_PATIENCE = 5_000;

/** Watches the way of one transport's packets and restarts ICE until they get through again. */
export class PathWatch {
  readonly #transport: types.Transport;
  readonly #signals: MediaSignals;
  readonly #clock: Clock;
  #broken = false;
  /** A restart is due, whether the path is broken or not. */
  #wanted = false;
  #asking = false;
  #cancelTimer: (() => void) | undefined;

  constructor(transport: types.Transport, signals: MediaSignals, clock: Clock) {
    this.#transport = transport;
    this.#signals = signals;
    this.#clock = clock;
    transport.on('connectionstatechange', (state) => this.#moved(state));
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** The network changed: there may be a better way than the one that is in use. */
  restart(): void {
    if (this.#transport.connectionState === 'new') return;
    this.#wanted = true;
    void this.#restart();
  }

  /** Now is a good time, for instance because the signaling is back. */
  retry(): void {
    if (this.#broken || this.#wanted) void this.#restart();
  }

  close(): void {
    this.#cancelTimer?.();
  }

  #moved(state: types.ConnectionState): void {
    switch (state) {
      case 'connected':
        this.#cancelTimer?.();
        this.#setBroken(false);
        return;
      case 'connecting':
        if (!this.#broken) this.#later(CONNECT_PATIENCE, () => this.#setBroken(true));
        return;
      case 'disconnected':
        this.#setBroken(true);
        this.#signals.doubt();
        this.#later(PATIENCE, () => void this.#restart());
        return;
      case 'failed':
        this.#setBroken(true);
        void this.#restart();
        return;
      case 'new':
      case 'closed':
        return;
      default:
        state satisfies never;
    }
  }

  async #restart(): Promise<void> {
    if (this.#asking || this.#transport.closed) return;
    this.#asking = true;
    let next = PATIENCE;
    try {
      const { iceParameters } = await this.#signals.request('restartIce', {
        transportId: this.#transport.id,
      });
      if (this.#transport.closed) return;
      await this.#transport.restartIce({ iceParameters });
      this.#wanted = false;
      next = RESTART_PATIENCE;
    } catch {
      // No signaling now, or the transport closed meanwhile.
    } finally {
      this.#asking = false;
    }
    if (this.#broken && !this.#transport.closed) this.#later(next, () => void this.#restart());
  }

  #later(delay: number, task: () => void): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#clock.after(delay, () => {
      if (!this.#transport.closed) task();
    });
  }

  #setBroken(broken: boolean): void {
    if (this.#broken === broken) return;
    this.#broken = broken;
    this.#signals.changed();
  }
}
