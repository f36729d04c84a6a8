// oxlint-disable-next-line import/default -- Vite makes its address of it
import processorUrl from './onsetProcessor.ts?worker&url';

/** Calls the listener each time that somebody begins to speak on a track, until the returned function is called. */
export type WatchOnsets = (track: MediaStreamTrack, begun: () => void) => () => void;

export const watchOnsets: WatchOnsets = (track, begun) => {
  const context = new AudioContext();
  void listen(context, track, begun).catch(() => {
    // A browser that cannot do it, or the context was closed meanwhile: the server hears it a little later.
  });
  return () => void context.close().catch(() => undefined);
};

async function listen(context: AudioContext, track: MediaStreamTrack, begun: () => void): Promise<void> {
  await context.audioWorklet.addModule(processorUrl);
  const onsets = new AudioWorkletNode(context, 'onsets', { numberOfOutputs: 0 });
  onsets.port.addEventListener('message', begun);
  onsets.port.start();
  context.createMediaStreamSource(new MediaStream([track])).connect(onsets);
}
