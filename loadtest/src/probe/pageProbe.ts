// Runs in the page of a probe, before its own scripts, so it brings everything along.

export interface PageReading {
  readonly pictures: number;
  readonly frames: number;
  readonly freezes: number;
  /** Milliseconds, of each frame whose mark could be read. */
  readonly delays: readonly number[];
  readonly energy: number;
  readonly samples: number;
  readonly concealed: number;
}

/** How the test pictures are made, and who sends them with what delay. */
export interface PictureFacts {
  /** Milliseconds of a frame. */
  readonly interval: number;
  /** After so many the same picture comes again. */
  readonly pictures: number;
  /** By display name: the part of a frame's time by which it is later. */
  readonly phases: Readonly<Record<string, number>>;
  /** Lines of the sizes, from the smallest up: each is later than the one before. */
  readonly lines: readonly number[];
}

declare global {
  interface Window {
    loadProbe: { read(): Promise<PageReading> };
  }
}

export function installPageProbe({ interval, pictures, phases, lines }: PictureFacts): void {
  const blocks = 4;
  const size = 16;
  const canvas = document.createElement('canvas');
  canvas.width = blocks;
  canvas.height = blocks;
  const watched = new Set<HTMLVideoElement>();
  const connections = new Set<RTCPeerConnection>();
  let delays: number[] = [];
  let frames = 0;

  /** The number of a picture, or undefined: it has no mark that can be read. */
  const numberOf = (video: HTMLVideoElement): number | undefined => {
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return undefined;
    context.drawImage(video, size, size, blocks * size, blocks * size, 0, 0, blocks, blocks);
    const { data } = context.getImageData(0, 0, blocks, blocks);
    let gray = 0;
    for (let bit = 0; bit < 8; bit += 1) {
      const isSet = (data[4 * bit] ?? 0) > 128;
      if (isSet === (data[4 * (bit + 8)] ?? 0) > 128) return undefined;
      if (isSet) gray |= 1 << bit;
    }
    let number = gray;
    for (let shift = 1; shift < 8; shift *= 2) number ^= number >> shift;
    return number;
  };

  const keepDelay = (video: HTMLVideoElement): void => {
    const name = video.closest('[data-testid="tile"]')?.getAttribute('aria-label') ?? '';
    const phase = phases[name];
    const number = numberOf(video);
    if (phase === undefined || number === undefined) return;
    const layer = Math.max(0, lines.indexOf(video.videoHeight));
    const offset = (phase + layer / (lines.length + 1)) * interval;
    const now = performance.timeOrigin + performance.now() - offset;
    const newest = Math.floor(now / interval);
    const age = (((newest - number) % pictures) + pictures) % pictures;
    delays.push(age * interval + (now - newest * interval));
  };

  const watch = (): void => {
    for (const video of document.querySelectorAll<HTMLVideoElement>(
      '[data-testid="tile"]:not([data-self]) video',
    )) {
      if (watched.has(video)) continue;
      watched.add(video);
      const shown = () => {
        frames += 1;
        keepDelay(video);
        video.requestVideoFrameCallback(shown);
      };
      video.requestVideoFrameCallback(shown);
    }
  };
  setInterval(watch, 250);

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.add(this);
    }
  };

  window.loadProbe = {
    /** What happened since the last time; what is counted since the start is given as it is. */
    async read() {
      const entries: Record<string, number | string | undefined>[] = [];
      for (const connection of connections) {
        const report = await connection.getStats();
        entries.push(...([...report.values()] as typeof entries));
      }
      const inbound = entries.filter(({ type }) => type === 'inbound-rtp');
      const sum = (name: string) => inbound.reduce((total, entry) => total + Number(entry[name] ?? 0), 0);
      const reading = {
        pictures: [...watched].filter(({ isConnected, videoWidth }) => isConnected && videoWidth > 0).length,
        frames,
        freezes: sum('freezeCount'),
        delays,
        energy: sum('totalAudioEnergy'),
        samples: sum('totalSamplesReceived'),
        concealed: sum('concealedSamples'),
      };
      frames = 0;
      delays = [];
      return reading;
    },
  };
}
