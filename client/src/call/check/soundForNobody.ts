/** A note that goes to the server and nowhere else, so that there is something to measure without a microphone. */
export function soundForNobody(): { readonly track: MediaStreamTrack; close(): void } {
  const context = new AudioContext();
  const oscillator = new OscillatorNode(context, { frequency: 440 });
  const destination = context.createMediaStreamDestination();
  oscillator.connect(destination);
  oscillator.start();
  void context.resume();
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error('a destination without a track');
  return {
    track,
    close() {
      track.stop();
      void context.close().catch(() => undefined);
    },
  };
}
