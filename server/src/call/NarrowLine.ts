/** Milliseconds that the first picture has to be slow, and between two steps: a new share takes a moment to come. */
const PATIENCE = 2_000;
/** Milliseconds of a decent first picture until one more of the others is tried, and the most that this grows to. */
const CALM = 10_000;
const MOST_CALM = 120_000;

/**
 * How many of the lesser pictures one peer does without, so that the first one moves. mediasoup gives everybody's
 * smallest picture a share before it gives a second one to anybody, so that of many pictures on a narrow line all become
 * rows of stills.
 */
export class NarrowLine {
  #withheld = 0;
  #changedAt = -Infinity;
  #slowSince: number | undefined;
  /** Whether the last step gave one back. */
  #tried = false;
  #calm = CALM;

  /**
   * @param now `at` in milliseconds; `slow`: the first picture does not move, for want of bandwidth; `others`: how many
   * pictures there are beside it.
   * @returns How many of them are to be withheld.
   */
  take({ at, slow, others }: { at: number; slow: boolean; others: number }): number {
    this.#withheld = Math.min(this.#withheld, others);
    const quiet = at - this.#changedAt;
    if (!slow) {
      this.#slowSince = undefined;
      if (this.#withheld > 0 && quiet >= this.#calm) this.#step(at, -1);
      else if (this.#withheld === 0 && quiet >= MOST_CALM) this.#calm = CALM;
      return this.#withheld;
    }
    this.#slowSince ??= at;
    if (at - this.#slowSince >= PATIENCE && quiet >= PATIENCE && this.#withheld < others) {
      // It was one too many: the next try can wait.
      if (this.#tried) this.#calm = Math.min(MOST_CALM, this.#calm * 2);
      this.#step(at, Math.ceil((others - this.#withheld) / 3));
    }
    return this.#withheld;
  }

  #step(at: number, change: number): void {
    this.#withheld += change;
    this.#changedAt = at;
    this.#tried = change < 0;
  }
}
