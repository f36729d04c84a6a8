import type { types } from 'mediasoup';
import type { Clock } from '../call/ports.ts';

/** Milliseconds that a pipe goes on when nobody wants it any more: somebody may look away for a moment. */
export const PIPE_GRACE = 2_000;

/** The two ends of a producer's way from one worker to another. */
export interface PipedEnds {
  /** On the worker that the producer sends to. */
  readonly consumer: types.Consumer;
  /** On the other: it has the producer's id, so whoever consumes there need not know the difference. */
  readonly producer: types.Producer;
}

/** The part that one consumer has in a piped producer. */
export interface PipeUse {
  /** The producer is there. */
  readonly ready: Promise<void>;
  /** Whether it is received just now. */
  want(wanted: boolean): void;
  /** The consumer is closed. Idempotent. */
  end(): void;
}

/**
 * A producer of one worker on another one of the same room: brought there once for however many receive it, silent
 * while none of them wants it, and closed when the last of them is.
 */
export class PipedProducer {
  readonly #clock: Clock;
  readonly #onClose: () => void;
  readonly #opening: Promise<void>;
  #ends: PipedEnds | undefined;
  #users = 0;
  #wanting = 0;
  #flows = false;
  #following = false;
  #closed = false;
  #cancelGrace = (): void => {};

  constructor(open: () => Promise<PipedEnds>, clock: Clock, onClose: () => void) {
    this.#clock = clock;
    this.#onClose = onClose;
    this.#opening = this.#open(open);
    // Whoever uses it hears of a failure.
    this.#opening.catch(() => {});
  }

  use(): PipeUse {
    let wanted = false;
    let ended = false;
    const want = (now: boolean): void => {
      if (ended || now === wanted) return;
      wanted = now;
      this.#wanting += now ? 1 : -1;
      this.#changed();
    };
    const end = (): void => {
      if (ended) return;
      want(false);
      ended = true;
      this.#users -= 1;
      this.#changed();
    };
    this.#users += 1;
    this.#changed();
    return { ready: this.#opening, want, end };
  }

  /** Idempotent. */
  close(): void {
    this.#cancelGrace();
    this.#ends?.consumer.close();
    this.#ends?.producer.close();
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose();
  }

  async #open(open: () => Promise<PipedEnds>): Promise<void> {
    try {
      this.#ends = await open();
    } catch (error) {
      this.close();
      throw error;
    }
    const { consumer, producer } = this.#ends;
    consumer.observer.once('close', () => this.close());
    producer.observer.once('close', () => this.close());
    for (const event of ['producerpause', 'producerresume'] as const) {
      consumer.on(event, () => void this.#follow());
    }
    // Nobody wants it any more, or one of them was closed before we listened.
    if (this.#closed || consumer.closed || producer.closed) this.close();
    await this.#follow();
  }

  #changed(): void {
    if (this.#closed) return;
    this.#cancelGrace();
    if (this.#wanting > 0) this.#flows = true;
    else if (this.#users === 0) this.#cancelGrace = this.#clock.after(PIPE_GRACE, () => this.close());
    else if (this.#flows) {
      this.#cancelGrace = this.#clock.after(PIPE_GRACE, () => {
        this.#flows = false;
        void this.#follow();
      });
    }
    void this.#follow();
  }

  /** Makes the two ends what they should be, one request at a time: the wish may change meanwhile. */
  async #follow(): Promise<void> {
    if (!this.#ends || this.#following) return;
    this.#following = true;
    const { consumer, producer } = this.#ends;
    try {
      while (!this.#closed) {
        const sends = this.#flows && !consumer.producerPaused;
        if (consumer.paused === this.#flows) await (this.#flows ? consumer.resume() : consumer.pause());
        else if (producer.paused === sends) await (sends ? producer.resume() : producer.pause());
        else break;
      }
    } catch {
      // One of the ends is gone, with its worker or its producer, and the other one goes with it.
      this.close();
    } finally {
      this.#following = false;
    }
  }
}
