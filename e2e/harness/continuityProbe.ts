// Watches and listens to one other person without a pause, and keeps the longest freeze and the longest silence.

interface ContinuityProbe {
  /** Begins anew with the person of this name. The page must have their tile. */
  watch(name: string): void;
  /** Milliseconds since then: the longest between two frames, and the longest without sound. */
  worst(): Promise<{ freeze: number; silence: number }>;
}

declare global {
  interface Window {
    parleyContinuity: ContinuityProbe;
  }
}

/**
 * Runs in the page before its own scripts. The microphone becomes a steady tone, so that any silence at the other end
 * is a gap. What counts as heard is what the page plays: voices that are muted or gone are left out. Like the page's own
 * element, the probe takes a voice up while it is muted still: to begin takes WebAudio a while, and nobody hears that.
 */
export function installContinuityProbe(): void {
  const context = new AudioContext();
  const askForMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await askForMedia(constraints);
    for (const microphone of stream.getAudioTracks()) {
      const tone = new OscillatorNode(context, { frequency: 440 });
      const out = context.createMediaStreamDestination();
      tone.connect(new GainNode(context, { gain: 0.5 })).connect(out);
      tone.start();
      stream.removeTrack(microphone);
      microphone.stop();
      for (const track of out.stream.getAudioTracks()) stream.addTrack(track);
    }
    return stream;
  };

  // Runs of quiet samples are counted where no busy page can delay it.
  const meter = `registerProcessor('silence', class extends AudioWorkletProcessor {
    constructor() {
      super();
      this.run = 0;
      this.worst = 0;
      this.port.onmessage = ({ data }) => {
        if (data === 'reset') this.run = this.worst = 0;
        else this.port.postMessage((1000 * this.worst) / sampleRate);
      };
    }
    process([input]) {
      const samples = input[0];
      const loud = samples?.some((sample) => Math.abs(sample) > 0.02) ?? false;
      this.run = loud ? 0 : this.run + 128;
      this.worst = Math.max(this.worst, this.run);
      return true;
    }
  });`;
  const silence = (async () => {
    const url = URL.createObjectURL(new Blob([meter], { type: 'text/javascript' }));
    await context.audioWorklet.addModule(url);
    return new AudioWorkletNode(context, 'silence', { numberOfOutputs: 0 });
  })();

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
  const tell = (node: AudioWorkletNode, what: 'reset' | 'ask') => node.port.postMessage(what);

  let freeze = 0;
  let lastFrame = 0;
  let stop = () => {};

  window.parleyContinuity = {
    watch(name) {
      stop();
      const tile = document.querySelector(`[data-testid="tile"][aria-label="${name}"]`);
      if (!tile) throw new Error(`there is no tile of ${name}`);
      const id = tile.getAttribute('data-participant-id') ?? '';
      const watched = new WeakSet<HTMLVideoElement>();
      const voices = new Map<HTMLAudioElement, { source: MediaStreamAudioSourceNode; gain: GainNode }>();
      freeze = 0;
      lastFrame = performance.now();

      const count = (video: HTMLVideoElement) => {
        video.requestVideoFrameCallback((now) => {
          if (video.isConnected && video.dataset['shown'] === 'true') {
            freeze = Math.max(freeze, now - lastFrame);
            lastFrame = now;
          }
          count(video);
        });
      };
      const listen = async () => {
        const node = await silence;
        for (const [voice, { source }] of voices) {
          if (voice.isConnected) continue;
          source.disconnect();
          voices.delete(voice);
        }
        for (const voice of document.querySelectorAll<HTMLAudioElement>(`audio[data-voice-of="${id}"]`)) {
          if (!voices.has(voice) && voice.srcObject instanceof MediaStream) {
            const source = context.createMediaStreamSource(voice.srcObject);
            const gain = new GainNode(context);
            source.connect(gain).connect(node);
            voices.set(voice, { source, gain });
          }
          const volume = voices.get(voice)?.gain.gain;
          if (volume) volume.value = voice.muted ? 0 : 1;
        }
      };
      const look = () => {
        for (const video of tile.querySelectorAll('video')) {
          if (watched.has(video)) continue;
          watched.add(video);
          count(video);
        }
        void listen();
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { childList: true, subtree: true, attributes: true });
      // They do not bubble.
      const changes = ['loadstart', 'volumechange'];
      for (const change of changes) document.addEventListener(change, look, true);
      stop = () => {
        observer.disconnect();
        for (const change of changes) document.removeEventListener(change, look, true);
        for (const { source } of voices.values()) source.disconnect();
      };
      look();
      void silence.then((node) => tell(node, 'reset'));
    },
    async worst() {
      const node = await silence;
      const longest = new Promise<number>((resolve) => {
        node.port.addEventListener('message', ({ data }: MessageEvent<number>) => resolve(data), {
          once: true,
        });
        node.port.start();
      });
      tell(node, 'ask');
      return { freeze: Math.max(freeze, performance.now() - lastFrame), silence: await longest };
    },
  };
}
