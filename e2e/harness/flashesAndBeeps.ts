/** Chromium's, which TypeScript does not know: a track whose frames are written by the page. */
interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame | AudioData>;
}
type TrackGeneratorConstructor = new (options: { kind: 'audio' | 'video' }) => TrackGenerator;

/**
 * Runs in the page before its own scripts: in place of camera and microphone there is what flashes and beeps once a second. The
 * first sample of a beep and the first picture of a flash are handed to the browser one after the other, without a wait between
 * them: what lies between them later is what was done to them on the way. A second that a busy machine lets begin late has neither:
 * the browser stamps pictures by when they are handed over as well as by what they say themselves.
 */
export function installFlashesAndBeeps(): void {
  /** Milliseconds: between two, of each, and of a picture or of a piece of sound. */
  const PERIOD = 1_000;
  const LENGTH = 120;
  const PIECE = 40;
  const LATE = 20;
  const SIZE = { width: 1_280, height: 720 };
  const RATE = 48_000;
  /** Of 256 steps of brightness. */
  const NOISE = 20;

  const Generator = (window as unknown as { MediaStreamTrackGenerator: TrackGeneratorConstructor })
    .MediaStreamTrackGenerator;
  const writers = {
    audio: new Set<WritableStreamDefaultWriter<AudioData | VideoFrame>>(),
    video: new Set<WritableStreamDefaultWriter<AudioData | VideoFrame>>(),
  };

  let isLeftOut = false;
  const isLoud = (time: number) => !isLeftOut && time % PERIOD < LENGTH;
  const pictureOf = (brightness: number) => {
    const { width, height } = SIZE;
    const data = new Uint8Array((width * height * 3) / 2).fill(128);
    for (let n = 0; n < width * height; n += 1) data[n] = brightness + NOISE * Math.random();
    return data;
  };
  // As hard to encode as what a camera sees: no two that follow each other are alike.
  const pictures = {
    dark: Array.from({ length: 5 }, () => pictureOf(40)),
    bright: Array.from({ length: 5 }, () => pictureOf(190)),
  };
  const picture = (time: number) => {
    const { width, height } = SIZE;
    const of = pictures[isLoud(time) ? 'bright' : 'dark'];
    const data = of[(time / PIECE) % of.length] as Uint8Array<ArrayBuffer>;
    const timestamp = time * 1_000;
    return new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp });
  };
  const piece = (time: number) => {
    const count = (RATE * PIECE) / 1_000;
    const data = new Float32Array(count);
    if (isLoud(time)) for (let n = 0; n < count; n += 1) data[n] = 0.5 * Math.sin((2 * Math.PI * n) / 48);
    const timestamp = time * 1_000;
    return new AudioData({
      format: 'f32-planar',
      sampleRate: RATE,
      numberOfFrames: count,
      numberOfChannels: 1,
      timestamp,
      data,
    });
  };
  const write = (kind: 'audio' | 'video', make: () => AudioData | VideoFrame) => {
    for (const writer of writers[kind]) writer.write(make()).catch(() => writers[kind].delete(writer));
  };

  const begun = performance.now();
  let time = 0;
  setInterval(() => {
    for (; time <= performance.now() - begun; time += PIECE) {
      const at = time;
      if (at % PERIOD === 0) isLeftOut = performance.now() - begun - at > LATE;
      // As many of each: on a busy machine the browser takes so many and not more, and the others would wait for longer.
      write('audio', () => piece(at));
      write('video', () => picture(at));
    }
  }, 2);

  const track = (kind: 'audio' | 'video'): MediaStreamTrack => {
    const generator = new Generator({ kind });
    writers[kind].add(generator.writable.getWriter());
    return generator;
  };
  navigator.mediaDevices.getUserMedia = (constraints = {}) => {
    const tracks = (['audio', 'video'] as const).filter((kind) => constraints[kind]).map(track);
    return Promise.resolve(new MediaStream(tracks));
  };
}
