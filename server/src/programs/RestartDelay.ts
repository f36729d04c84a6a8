/** Milliseconds: what lived this long did not die of what killed the one before it. */
const STEADY_LIFE = 10_000;
const FIRST = 500;
const LONGEST = 30_000;

/** How long to wait until a process that died is started again: not at all at first, then longer each time. */
export class RestartDelay {
  /** Deaths in a row without a steady life between them. */
  #deaths = 0;

  /** After a death, or after a start that failed, which is no life at all. All in milliseconds. */
  next(lived: number): number {
    if (lived >= STEADY_LIFE) this.#deaths = 0;
    this.#deaths += 1;
    return this.#deaths === 1 ? 0 : Math.min(FIRST * 2 ** (this.#deaths - 2), LONGEST);
  }
}
