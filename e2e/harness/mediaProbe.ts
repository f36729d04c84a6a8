// What a test looks at and listens to in a page: the pictures and the sound that the page itself plays.

/** Of https://www.w3.org/TR/webrtc-stats/ what is asked for here; each type has some of it. */
export interface RtcStats {
  type: string;
  id: string;
  kind?: string;
  rid?: string;
  framesSent?: number;
  frameWidth?: number;
  frameHeight?: number;
  codecId?: string;
  mimeType?: string;
  scalabilityMode?: string;
  selectedCandidatePairId?: string;
  selected?: boolean;
  localCandidateId?: string;
  remoteCandidateId?: string;
  candidateType?: string;
  protocol?: string;
  relayProtocol?: string;
  address?: string;
  port?: number;
  currentRoundTripTime?: number;
  mid?: string;
  ssrc?: number;
  bytesReceived?: number;
  bytesSent?: number;
  framesDecoded?: number;
  freezeCount?: number;
  totalFreezesDuration?: number;
  totalSamplesReceived?: number;
  concealedSamples?: number;
  silentConcealedSamples?: number;
}

interface MediaProbe {
  /** Frames that a tile has shown, and a number that differs where pictures differ (0: black or none). */
  picture(tile: HTMLElement): { frames: number; hash: number };
  /**
   * What the audio element of a participant's voice, or of their screen, has played: energy as getStats() has it, which for a loudness of r lasting
   * t seconds grows by r² t. Undefined while nothing plays.
   * https://www.w3.org/TR/webrtc-stats/#dom-rtcinboundrtpstreamstats-totalaudioenergy
   */
  soundOf(
    participantId: string,
    of: 'voice' | 'screen',
  ): Promise<{ energy: number; seconds: number } | undefined>;
  /** The page's connections that it has not closed, in the order in which they were made. */
  connections(): RTCPeerConnection[];
  /** What getStats() says of every connection of the page. */
  stats(): Promise<RtcStats[]>;
  /** Everything that was sent on the page's WebSockets, and everything that came; when, in milliseconds since 1970. */
  readonly frames: { sent: boolean; text: string; at: number }[];
}

declare global {
  interface Window {
    parleyProbe: MediaProbe;
  }
}

/** Runs in the page before its own scripts, so it brings everything along. */
export function installMediaProbe(): void {
  const frames: { sent: boolean; text: string; at: number }[] = [];
  const canvas = document.createElement('canvas');
  canvas.width = 64;
  canvas.height = 36;
  const shown = new WeakMap<HTMLElement, number>();
  const counted = new WeakSet<HTMLVideoElement>();

  /** From the first time that it is asked for. Firefox’s totalVideoFrames stays 0 for live pictures. */
  const framesShown = (tile: HTMLElement): number => {
    for (const video of tile.querySelectorAll('video')) {
      if (counted.has(video)) continue;
      counted.add(video);
      const count = () => {
        shown.set(tile, (shown.get(tile) ?? 0) + 1);
        video.requestVideoFrameCallback(count);
      };
      video.requestVideoFrameCallback(count);
    }
    return shown.get(tile) ?? 0;
  };

  window.parleyProbe = {
    frames,
    picture(tile) {
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const frames = framesShown(tile);
      const video = tile.querySelector('video');
      if (!context || !video || video.readyState < 2) return { frames, hash: 0 };
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let hash = 0;
      let light = 0;
      for (let at = 0; at < data.length; at += 4) {
        const value = (data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0);
        light += value;
        hash = (hash * 31 + value) % 1_000_000_007;
      }
      return { frames, hash: light === 0 ? 0 : hash + 1 };
    },
    connections: () => [...connections],
    async stats() {
      const reports = await Promise.all([...connections].map((connection) => connection.getStats()));
      return reports.flatMap((report) => [...report.values()] as RtcStats[]);
    },
    async soundOf(participantId, of) {
      const voice = document.querySelector<HTMLAudioElement>(`audio[data-${of}-of="${participantId}"]`);
      const stream = voice?.srcObject;
      if (!voice || voice.paused || voice.muted || !(stream instanceof MediaStream)) return undefined;
      const trackId = stream.getAudioTracks()[0]?.id;
      for (const connection of connections) {
        for (const entry of (await connection.getStats()).values()) {
          if (entry.type !== 'inbound-rtp' || entry.trackIdentifier !== trackId) continue;
          return { energy: entry.totalAudioEnergy, seconds: entry.totalSamplesDuration };
        }
      }
      return undefined;
    },
  };

  const connections = new Set<RTCPeerConnection>();
  const NativeConnection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.add(this);
    }

    override close(): void {
      connections.delete(this);
      super.close();
    }
  };

  const NativeWebSocket = window.WebSocket;
  window.WebSocket = class extends NativeWebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) =>
        frames.push({ sent: false, text: String(data), at: Date.now() }),
      );
    }

    override send(data: string): void {
      frames.push({ sent: true, text: data, at: Date.now() });
      super.send(data);
    }
  };
}
