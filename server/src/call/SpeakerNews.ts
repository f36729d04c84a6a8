/** In a room of more people than this, and who speaks being the same, it is told once in so many milliseconds. */
const LARGE = 50;
const INTERVAL = 1_500;

/**
 * Whether it is worth telling everybody who speaks: mediasoup says so every 300 ms, and to tell hundreds of people each
 * time that somebody is a little louder than before takes more of the server than all else that it does for them.
 */
export class SpeakerNews {
  #told: ReadonlySet<string> = new Set();
  #toldAt = -Infinity;

  /** @param people How many would be told. `at` in milliseconds. */
  isNews(peerIds: readonly string[], { people, at }: { people: number; at: number }): boolean {
    const isSame = peerIds.length === this.#told.size && peerIds.every((id) => this.#told.has(id));
    if (isSame && people > LARGE && (peerIds.length === 0 || at - this.#toldAt < INTERVAL)) return false;
    this.#told = new Set(peerIds);
    this.#toldAt = at;
    return true;
  }
}
