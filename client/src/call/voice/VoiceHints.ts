import type { WatchOnsets } from './watchOnsets.ts';

export interface VoiceHintsParts {
  readonly watchOnsets: WatchOnsets;
  begun(): void;
}

/** Where not every voice is forwarded, tells of the beginning of one's own. Elsewhere nothing is listened to. */
export class VoiceHints {
  readonly #parts: VoiceHintsParts;
  #track: MediaStreamTrack | undefined;
  #stop: (() => void) | undefined;

  constructor(parts: VoiceHintsParts) {
    this.#parts = parts;
  }

  /** @param track One's microphone, while it is on and has to be listened to. */
  set(track: MediaStreamTrack | undefined): void {
    if (track === this.#track) return;
    this.#stop?.();
    this.#track = track;
    this.#stop = track && this.#parts.watchOnsets(track, () => this.#parts.begun());
  }
}
