// What a call tells of how it goes, at one moment. Rates are of the time since the moment before.

/** One track on its way out or in. */
export interface TrackStatistics {
  /** `MediaStreamTrack.id`, or undefined where the browser does not say. */
  readonly trackId: string | undefined;
  readonly kind: 'audio' | 'video';
  /** Bits a second. */
  readonly bitrate: number;
  /** Which part of the packets did not arrive, 0 to 1. Of what is sent, as the other end says. */
  readonly loss: number | undefined;
  /** Milliseconds. */
  readonly jitter: number | undefined;
  /** As `VP8`. */
  readonly codec: string | undefined;
  /** Of the largest size that is sent or of what comes. Undefined for sound, and while there is no picture. */
  readonly picture: PictureStatistics | undefined;
}

export interface PictureStatistics {
  readonly width: number;
  readonly height: number;
  /** Frames a second. */
  readonly frameRate: number;
  /** How many sizes are sent at once, or layers of sizes in one stream. 1 of what comes. */
  readonly sizes: number;
  /** Why the browser sends less than it was asked for. */
  readonly limitedBy: 'bandwidth' | 'cpu' | undefined;
}

/** How the packets go. */
export interface PathStatistics {
  /** Milliseconds there and back. */
  readonly roundTrip: number | undefined;
  /** Bits a second that the browser believes it can send. */
  readonly available: number | undefined;
  readonly protocol: 'udp' | 'tcp' | undefined;
  readonly relayed: boolean;
}

export interface CallStatistics {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly sent: readonly TrackStatistics[];
  readonly received: readonly TrackStatistics[];
  readonly path: PathStatistics;
}

/** Bits a second of all of them. */
export function bitrateOf(tracks: readonly TrackStatistics[]): number {
  return tracks.reduce((sum, { bitrate }) => sum + bitrate, 0);
}

/** Which part of all packets did not arrive, 0 to 1: of the worst of the tracks. */
export function lossOf(tracks: readonly TrackStatistics[]): number | undefined {
  const known = tracks.flatMap(({ loss }) => loss ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}
