import type { Clock } from '../Clock.ts';
import type { MediaSignals } from '../MediaSignals.ts';
import { SignalingError } from '../SignalingError.ts';

/** Milliseconds until a hand that was raised too fast for the server is raised again. */
const TOO_FAST_PAUSE = 2_000;

export interface HandWishParts {
  readonly clock: Clock;
  readonly request: MediaSignals['request'];
  changed(): void;
}

/** Whether one wants one's hand up, until the server has heard it. */
export class HandWish {
  readonly #parts: HandWishParts;
  #wish: boolean | undefined;
  #asking = false;
  #cancelPause: (() => void) | undefined;

  constructor(parts: HandWishParts) {
    this.#parts = parts;
  }

  set(raised: boolean): void {
    this.#wish = raised;
    this.#parts.changed();
    void this.#ask();
  }

  /**
   * One is in a room again. A hand that was up before its server was restarted goes up again.
   * @param hands Of the snapshot, and what was known before it.
   */
  enter({ resumed, wasRaised }: { resumed: boolean; wasRaised: boolean }): void {
    if (!resumed && wasRaised) this.#wish ??= true;
    void this.#ask();
  }

  /** The queue as it is shown: with oneself in it, at the end, or not in it, as one wishes. */
  queue(hands: readonly string[], selfId: string): readonly string[] {
    if (this.#wish === undefined || this.#wish === hands.includes(selfId)) return hands;
    return this.#wish ? [...hands, selfId] : hands.filter((id) => id !== selfId);
  }

  close(): void {
    this.#cancelPause?.();
  }

  async #ask(): Promise<void> {
    const wish = this.#wish;
    if (wish === undefined || this.#asking) return;
    this.#asking = true;
    this.#cancelPause?.();
    const settled = await this.#say(wish);
    this.#asking = false;
    if (!settled) return;
    if (this.#wish !== wish) return this.#ask();
    // From now on the server's word counts; it came ahead of the answer.
    this.#wish = undefined;
    this.#parts.changed();
  }

  /** Whether there is nothing more to do for this wish. */
  async #say(raised: boolean): Promise<boolean> {
    try {
      await this.#parts.request(raised ? 'raiseHand' : 'lowerHand', {});
      return true;
    } catch (error) {
      if (!(error instanceof SignalingError)) throw error;
      if (error.code === 'disconnected' || error.code === 'not_joined') return false;
      if (error.code !== 'too_fast') return true;
      this.#cancelPause = this.#parts.clock.after(TOO_FAST_PAUSE, () => void this.#ask());
      return false;
    }
  }
}
