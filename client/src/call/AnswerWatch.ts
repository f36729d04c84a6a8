import type { types } from 'mediasoup-client';
import type { Clock } from './Clock.ts';
import { videoTraffic } from './direct/pathReport.ts';

const INTERVAL = 500;
/** Milliseconds without an answer that are unusual: feedback on a picture comes several times a second. */
const QUIET = 500;
/** Milliseconds after which something is wrong. ICE itself takes six seconds to say so. */
const MISSING = 1_500;

export interface AnswerEvents {
  quiet(): void;
  /** Said again each time that as long has passed. */
  missing(): void;
}

/** Notices that a connection sends pictures and that nothing at all comes back. */
export class AnswerWatch {
  readonly #transport: types.Transport;
  readonly #clock: Clock;
  readonly #events: AnswerEvents;
  #sent = 0;
  #received = 0;
  /** When something came last, or there was nothing to answer. */
  #fineAt: number | undefined;
  #quiet = false;
  #cancel: () => void;

  constructor(transport: types.Transport, clock: Clock, events: AnswerEvents) {
    this.#transport = transport;
    this.#clock = clock;
    this.#events = events;
    this.#cancel = this.#later();
  }

  close(): void {
    this.#cancel();
  }

  #later(): () => void {
    return this.#clock.after(INTERVAL, () => {
      void this.#look().finally(() => {
        if (!this.#transport.closed) this.#cancel = this.#later();
      });
    });
  }

  async #look(): Promise<void> {
    if (this.#transport.connectionState !== 'connected') {
      this.#fineAt = undefined;
      return;
    }
    // A transport that is closed meanwhile has no statistics.
    const report = await this.#transport.getStats().catch(() => undefined);
    if (!report || this.#transport.closed) return;
    const { sent, received } = videoTraffic(report);
    const isAnswered = received !== this.#received || sent === this.#sent;
    this.#sent = sent;
    this.#received = received;
    this.#judge(this.#clock.now(), isAnswered);
  }

  #judge(at: number, isAnswered: boolean): void {
    if (isAnswered || this.#fineAt === undefined) {
      this.#fineAt = at;
      this.#quiet = false;
      return;
    }
    const silence = at - this.#fineAt;
    if (silence >= QUIET && !this.#quiet) {
      this.#quiet = true;
      this.#events.quiet();
    }
    if (silence >= MISSING) {
      this.#fineAt = at;
      this.#events.missing();
    }
  }
}
