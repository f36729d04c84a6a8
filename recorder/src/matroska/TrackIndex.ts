import type { Cue } from './elements.ts';

/** Milliseconds between two entries for sound, where every block could be one. */
const SOUND_STEP = 5_000;

/** In milliseconds; what seems longer is a pause. */
const LONGEST_BLOCK = 100;

/** What a file is sought by, gathered while it is written or read. */
export class TrackIndex {
  readonly #isPicture: boolean;
  readonly #cues: Cue[] = [];
  /** Of the last block. */
  #time = 0;
  /** Up to where the file goes, in milliseconds: the last block lasts as long as the one before it. */
  duration = 0;

  constructor({ isPicture }: { isPicture: boolean }) {
    this.#isPicture = isPicture;
  }

  get cues(): readonly Cue[] {
    return this.#cues;
  }

  /** @param clusterAt Where the block's cluster is, in the Segment's content. */
  add(block: { time: number; isKey: boolean }, clusterAt: number): void {
    this.duration = block.time + Math.min(block.time - this.#time, LONGEST_BLOCK);
    this.#time = block.time;
    const last = this.#cues.at(-1);
    const isDue = this.#isPicture || !last || block.time - last.time >= SOUND_STEP;
    if (block.isKey && isDue && last?.clusterAt !== clusterAt)
      this.#cues.push({ time: block.time, clusterAt });
  }
}
