import programUrl from '@jitsi/rnnoise-wasm/dist/rnnoise.wasm?url';
import { resumeOnGesture } from './resumeOnGesture.ts';
import { SAMPLE_RATE } from './Rnnoise.ts';
// oxlint-disable-next-line import/default -- Vite makes its address of it
import processorUrl from './rnnoiseProcessor.ts?worker&url';

/** Milliseconds that each of its parts may take: the camera waits as well. */
const PATIENCE = 3_000;

/** A voice without its noise, as long as it is not closed. The track that it is made of goes on by itself. */
export interface Denoised {
  readonly track: MediaStreamTrack;
  close(): void;
}

/** Rejects where the browser cannot do it. */
export type Denoise = (track: MediaStreamTrack) => Promise<Denoised>;

/** By RNNoise, which is loaded when it is first wanted. */
export const denoise: Denoise = async (track) => {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  const stopResuming = resumeOnGesture(context);
  const close = (): void => {
    stopResuming();
    void context.close().catch(() => undefined);
  };
  try {
    const [program] = await Promise.all([load(), context.audioWorklet.addModule(processorUrl)]);
    const node = new AudioWorkletNode(context, 'rnnoise', {
      channelCount: 1,
      channelCountMode: 'explicit',
      outputChannelCount: [1],
      processorOptions: { program },
    });
    await started(node);
    const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    context
      .createMediaStreamSource(new MediaStream([track]))
      .connect(node)
      .connect(destination);
    const [clean] = destination.stream.getAudioTracks();
    if (!clean) throw new Error('the sound graph has no track');
    return { track: clean, close };
  } catch (error) {
    close();
    throw error;
  }
};

async function load(): Promise<ArrayBuffer> {
  const response = await fetch(programUrl, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`RNNoise cannot be loaded: ${response.status}`);
  return response.arrayBuffer();
}

function started(node: AudioWorkletNode): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('RNNoise takes too long to start')), PATIENCE);
    node.port.addEventListener('message', () => resolve(), { once: true });
    node.port.start();
    node.addEventListener('processorerror', () => reject(new Error('RNNoise does not start')), {
      once: true,
    });
  });
}
