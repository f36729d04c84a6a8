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
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  const samples = new Float32Array(analyser.fftSize);
  let track: MediaStreamTrack | undefined;
  let source: MediaStreamAudioSourceNode | undefined;

  const stopResuming = resumeOnGesture(context);

  const timer = setInterval(() => {
    const now = current();
    if (now !== track) {
      track = now;
      source?.disconnect();
      source = now && context.createMediaStreamSource(new MediaStream([now]));
      source?.connect(analyser);
    }
    if (!track) {
      listener(0);
      return;
    }
    analyser.getFloatTimeDomainData(samples);
    listener(meterLevel(samples));
  }, INTERVAL);

  return () => {
    clearInterval(timer);
    stopResuming();
    source?.disconnect();
    void context.close().catch(() => undefined);
  };
};
