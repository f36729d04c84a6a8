/** How far back it looks, in milliseconds. With silence, Opus sends a packet each 400 ms (DTX). */
const WINDOW = 1_000;

/** After less than this nothing can be said of what does not flow. */
const ENOUGH = 400;

/** By track id, something that only grows while media of the track comes: frames of a picture, packets of sound. */
export type FlowCounts = ReadonlyMap<string, number>;

/** Tells which tracks arrive on one path, from counts that are taken now and then. */
export class FlowMeter {
  #samples: { at: number; counts: FlowCounts }[] = [];

  take(at: number, counts: FlowCounts): void {
    // One sample from before the window: what grew since then grew within it.
    const firstInside = this.#samples.findIndex((sample) => at - sample.at < WINDOW);
    this.#samples =
      firstInside === -1 ? this.#samples.slice(-1) : this.#samples.slice(Math.max(0, firstInside - 1));
    this.#samples.push({ at, counts });
  }

  /** Whether it has looked for long enough to tell. */
  get knows(): boolean {
    return (this.#samples.at(-1)?.at ?? 0) - (this.#samples[0]?.at ?? 0) >= ENOUGH;
  }

  /** Ids of the tracks of which something came lately. */
  get flowing(): ReadonlySet<string> {
    const last = this.#samples.at(-1);
    const grew = ([id, count]: readonly [string, number]) =>
      count > (this.#samples.find(({ counts }) => counts.has(id))?.counts.get(id) ?? count);
    return new Set([...(last?.counts ?? [])].filter(grew).map(([id]) => id));
  }
}
