/** Milliseconds for which somebody must be heard to be it: while whoever is it is silent, or speaks on. */
const AFTER_SILENCE = 500;
const OVER_SPEECH = 2_500;
/** A pause of so many milliseconds is part of what is said. */
const PAUSE = 800;

/** Whom a room listens to: who speaks, but not at each cough. Of two who talk at once it stays the one who began. */
export class MainSpeaker {
  #now: string | undefined;
  #heardAt = -Infinity;
  /** Who may be the next. */
  #other: { readonly id: string; readonly since: number } | undefined;

  /** Undefined: nobody has spoken yet. */
  get now(): string | undefined {
    return this.#now;
  }

  /** @param speaking Loudest first. `at` in milliseconds. Returns whether it is somebody else than before. */
  heard(speaking: readonly string[], at: number): boolean {
    if (this.#now !== undefined && speaking.includes(this.#now)) this.#heardAt = at;
    if (!this.#other || !speaking.includes(this.#other.id)) {
      const id = speaking.find((one) => one !== this.#now);
      this.#other = id === undefined ? undefined : { id, since: at };
    }
    if (!this.#other || at - this.#other.since < this.#patience(at)) return false;
    this.#now = this.#other.id;
    this.#heardAt = at;
    this.#other = undefined;
    return true;
  }

  /** Somebody is gone. */
  left(id: string): void {
    if (this.#now === id) this.#now = undefined;
    if (this.#other?.id === id) this.#other = undefined;
  }

  #patience(at: number): number {
    if (this.#now === undefined) return 0;
    return at - this.#heardAt <= PAUSE ? OVER_SPEECH : AFTER_SILENCE;
  }
}
