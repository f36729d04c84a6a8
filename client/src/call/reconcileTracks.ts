import type { RequestData, Track } from '@parley/protocol';

/** One's own track, as it should be known to the server. */
export interface OwnTrack {
  readonly track: Track;
  /** What was said of it last on these transports. Undefined: it is on its way, and will say so itself. */
  readonly announced: Pick<RequestData<'produce'>, 'mediaId' | 'rtpParameters'> | undefined;
}

export type TrackCorrection =
  | { readonly method: 'produce'; readonly data: RequestData<'produce'> }
  | { readonly method: 'setTrackMuted'; readonly data: RequestData<'setTrackMuted'> }
  | { readonly method: 'closeTrack'; readonly data: RequestData<'closeTrack'> };

/** What to tell a server that knows `known` so that it knows `own`: nothing said offline is lost. */
export function reconcileTracks(own: readonly OwnTrack[], known: readonly Track[]): TrackCorrection[] {
  const corrections: TrackCorrection[] = [];
  for (const { id } of known) {
    if (!own.some(({ track }) => track.id === id)) {
      corrections.push({ method: 'closeTrack', data: { trackId: id } });
    }
  }
  for (const { track, announced } of own) {
    const there = known.find(({ id }) => id === track.id);
    if (!announced) continue;
    if (!there) {
      corrections.push({ method: 'produce', data: { ...announced, track } });
    } else if (there.muted !== track.muted) {
      corrections.push({ method: 'setTrackMuted', data: { trackId: track.id, muted: track.muted } });
    }
  }
  return corrections;
}
