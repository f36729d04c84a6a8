export type SampleState = 'idle' | 'recording' | 'playing';

/** Milliseconds that are recorded, if nobody stops it before. */
const LENGTH = 4_000;

/** A few seconds of a microphone, recorded and then played. */
export class VoiceSample {
  readonly #recorder: MediaRecorder;
  readonly #audio = new Audio();
  readonly #speakerId: string | undefined;
  readonly #changed: (state: SampleState) => void;
  readonly #timer: ReturnType<typeof setTimeout>;
  #state: SampleState = 'recording';

  constructor(track: MediaStreamTrack, speakerId: string | undefined, changed: (state: SampleState) => void) {
    this.#speakerId = speakerId;
    this.#changed = changed;
    this.#recorder = new MediaRecorder(new MediaStream([track]));
    const parts: Blob[] = [];
    this.#recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    this.#recorder.addEventListener(
      'stop',
      () => void this.#play(new Blob(parts, { type: this.#recorder.mimeType })),
    );
    this.#audio.addEventListener('ended', () => this.stop());
    this.#recorder.start();
    this.#timer = setTimeout(() => this.next(), LENGTH);
    changed('recording');
  }

  /** From recording to playing, from playing to the end. */
  next(): void {
    if (this.#recorder.state === 'recording') this.#recorder.stop();
    else this.stop();
  }

  stop(): void {
    if (this.#state === 'idle') return;
    this.#become('idle');
    clearTimeout(this.#timer);
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    this.#audio.pause();
    URL.revokeObjectURL(this.#audio.src);
  }

  async #play(recording: Blob): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#state === 'idle') return;
    this.#become('playing');
    this.#audio.src = URL.createObjectURL(recording);
    try {
      if (this.#speakerId !== undefined && 'setSinkId' in this.#audio)
        await this.#audio.setSinkId(this.#speakerId).catch(() => undefined);
      await this.#audio.play();
    } catch {
      this.stop();
    }
  }

  #become(state: SampleState): void {
    this.#state = state;
    this.#changed(state);
  }
}
