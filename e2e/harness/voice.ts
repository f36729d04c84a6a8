interface VoiceProbe {
  /** The microphone becomes loud or silent. Milliseconds since 1970. */
  say(isLoud: boolean): number;
}

declare global {
  interface Window {
    parleyVoice: VoiceProbe;
  }
}

/** Runs in the page before its own scripts: in place of the microphone there is a tone, which is silent at first. */
export function installVoice(): void {
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: 0 });
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    for (const microphone of stream.getAudioTracks()) {
      const tone = new OscillatorNode(context, { frequency: 440 });
      const out = context.createMediaStreamDestination();
      tone.connect(gain).connect(out);
      tone.start();
      stream.removeTrack(microphone);
      microphone.stop();
      for (const track of out.stream.getAudioTracks()) stream.addTrack(track);
    }
    return stream;
  };
  window.parleyVoice = {
    say(isLoud) {
      gain.gain.value = isLoud ? 0.5 : 0;
      return performance.timeOrigin + performance.now();
    },
  };
}
