import { resumeOnGesture } from './sound/resumeOnGesture.ts';

/** Tells the level of whatever track `current` names, 0 to 1, until the returned function is called. */
export type WatchLevel = (
  current: () => MediaStreamTrack | undefined,
  listener: (level: number) => void,
) => () => void;

const INTERVAL = 50;
/** dBFS that show as nothing, and as full. */
const QUIET = -60;
const LOUD = -10;

/** The level of samples from −1 to 1, as a meter shows it. */
export function meterLevel(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length);
  return Math.min(1, Math.max(0, (decibels - QUIET) / (LOUD - QUIET)));
}

export const watchMicrophoneLevel: WatchLevel = (current, listener) => {
  // Made with the first track: it costs a slow phone a noticeable moment.
  let meter: TrackMeter | undefined;
  const timer = setInterval(() => {
    const track = current();
    if (track) meter ??= new TrackMeter();
    listener(meter?.level(track) ?? 0);
  }, INTERVAL);
  return () => {
    clearInterval(timer);
    meter?.close();
  };
};

class TrackMeter {
  readonly #context = new AudioContext();
  readonly #analyser = new AnalyserNode(this.#context, { fftSize: 1024 });
  readonly #samples = new Float32Array(this.#analyser.fftSize);
  readonly #stopResuming = resumeOnGesture(this.#context);
  #track: MediaStreamTrack | undefined;
  #source: MediaStreamAudioSourceNode | undefined;

  level(track: MediaStreamTrack | undefined): number {
    if (track !== this.#track) {
      this.#track = track;
      this.#source?.disconnect();
      this.#source = track && this.#context.createMediaStreamSource(new MediaStream([track]));
      this.#source?.connect(this.#analyser);
    }
    if (!track) return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return meterLevel(this.#samples);
  }

  close(): void {
    this.#stopResuming();
    this.#source?.disconnect();
    void this.#context.close().catch(() => undefined);
  }
}
