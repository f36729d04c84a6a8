import type { Preferences } from '../preferences.ts';
import type { Denoise, Denoised } from './denoise.ts';
import {
  actualSound,
  isOther,
  rememberedSound,
  rememberSound,
  type SoundProcessing,
} from './SoundProcessing.ts';

/** What is to be done to one's voice: what is wished, and what of it this browser can do. */
export class VoiceProcessing {
  readonly #preferences: Preferences;
  readonly #denoise: Denoise;
  #wished: SoundProcessing;
  /** RNNoise was wished for, and does not run in this browser. */
  #cannotDenoise = false;

  constructor(preferences: Preferences, denoise: Denoise) {
    this.#preferences = preferences;
    this.#denoise = denoise;
    this.#wished = rememberedSound(preferences);
  }

  get wished(): SoundProcessing {
    return this.#wished;
  }

  get possible(): SoundProcessing {
    return this.#cannotDenoise && this.#wished.noise === 'strong'
      ? { ...this.#wished, noise: 'browser' }
      : this.#wished;
  }

  change(change: Partial<SoundProcessing>): void {
    this.#wished = { ...this.#wished, ...change };
    // Whoever wishes for it again may have another try.
    if (change.noise !== undefined) this.#cannotDenoise = false;
    rememberSound(this.#preferences, this.#wished);
  }

  /** Whether something else is possible or wished by now. */
  isOther(sound: SoundProcessing): boolean {
    return isOther(sound, this.possible);
  }

  async denoised(track: MediaStreamTrack | undefined, sound: SoundProcessing): Promise<Denoised | undefined> {
    if (!track || sound.noise !== 'strong') return undefined;
    try {
      return await this.#denoise(track);
    } catch {
      this.#cannotDenoise = true;
      return undefined;
    }
  }

  /** Whether the browser does to the track something else than it was asked for. */
  isUndone(track: MediaStreamTrack, sound: SoundProcessing): boolean {
    if (this.isOther(sound)) return false;
    const browsers: SoundProcessing = { ...sound, noise: sound.noise === 'browser' ? 'browser' : 'off' };
    return isOther(browsers, actualSound(browsers, track.getSettings(), false));
  }

  actual(track: MediaStreamTrack, isDenoised: boolean): SoundProcessing {
    return actualSound(this.possible, track.getSettings(), isDenoised);
  }
}
