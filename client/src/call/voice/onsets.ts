// When somebody begins to speak, from the samples of their microphone. Pure, for the audio thread.

/** Root mean square of a stretch that is no silence: −50 dBFS. */
const LOUDNESS = 10 ** (-50 / 20);
/** Seconds of a stretch. */
const STRETCH = 0.02;
/** Loud stretches in a row that are a voice: a key that is struck is shorter. */
const ENOUGH = 3;
/** Seconds of silence after which speaking begins anew. */
const PAUSE = 0.5;

/** Takes samples in any portions; tells when they become loud after a pause. */
export class Onsets {
  readonly #stretch: number;
  readonly #pause: number;
  #sum = 0;
  #count = 0;
  #loud = 0;
  #quiet: number;

  constructor(sampleRate: number) {
    this.#stretch = Math.round(STRETCH * sampleRate);
    this.#pause = Math.round(PAUSE / STRETCH);
    this.#quiet = this.#pause;
  }

  /** Returns true where somebody begins to speak within these samples. */
  take(samples: Float32Array): boolean {
    let hasBegun = false;
    for (const sample of samples) {
      this.#sum += sample * sample;
      this.#count += 1;
      if (this.#count < this.#stretch) continue;
      hasBegun = this.#judge(Math.sqrt(this.#sum / this.#count) >= LOUDNESS) || hasBegun;
      this.#sum = this.#count = 0;
    }
    return hasBegun;
  }

  #judge(isLoud: boolean): boolean {
    this.#loud = isLoud ? this.#loud + 1 : 0;
    const hasPaused = this.#quiet >= this.#pause;
    if (this.#loud >= ENOUGH) this.#quiet = 0;
    else if (!isLoud) this.#quiet += 1;
    return this.#loud >= ENOUGH && hasPaused;
  }
}
