import type { Clock } from '../../call/Clock.ts';
import { WatchedValue } from '../../call/WatchedValue.ts';

/** Milliseconds without a pointer or a key after which the controls step back. */
const PATIENCE = 4_000;

export interface RestingBarParts {
  readonly clock: Clock;
  /** Whether the controls are in use, whatever the pointer does. Asked whenever the patience is over. */
  inUse(): boolean;
}

/** Whether the controls have stepped back (true), so that nothing but the people is seen. */
export class RestingBar extends WatchedValue<boolean> {
  readonly #parts: RestingBarParts;
  #cancel: (() => void) | undefined;

  constructor(parts: RestingBarParts) {
    super(false);
    this.#parts = parts;
  }

  /** A pointer moved, a key was pressed, something has the focus: they are there again. */
  stir(): void {
    this.#cancel?.();
    this.#cancel = this.#parts.clock.after(PATIENCE, () => this.#patienceOver());
    this.set(false);
  }

  /** They are there, and stay. */
  close(): void {
    this.#cancel?.();
    this.set(false);
  }

  #patienceOver(): void {
    if (this.#parts.inUse()) this.stir();
    else this.set(true);
  }
}
