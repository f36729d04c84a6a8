import type { LocalMedia } from '../../call/CallState.ts';

/** The microphone is on while the key is held, where it was off before. */
export class PushToTalk {
  readonly #media: LocalMedia;
  #talks = false;

  constructor(media: LocalMedia) {
    this.#media = media;
  }

  /** @returns Whether the press is taken: a microphone that is on anyway needs none. */
  press(): boolean {
    if (!this.#talks && this.#media.get().microphone.wanted) return false;
    if (!this.#talks) this.#media.setMicrophone(true);
    this.#talks = true;
    return true;
  }

  /** @returns Whether it ended anything. */
  release(): boolean {
    if (!this.#talks) return false;
    this.#talks = false;
    this.#media.setMicrophone(false);
    return true;
  }
}
