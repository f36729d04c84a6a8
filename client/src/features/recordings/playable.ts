import type { RecordingDetails, RecordedTrack, TrackPart } from '@parley/protocol';

/** Something that the player can play: the film, or a part of a track. */
export interface Playable {
  readonly file: string;
  /** Another one under the same name is another. */
  readonly bytes: number;
  /** What it is, in words. */
  readonly title: string;
  readonly kind: 'film' | 'picture' | 'sound';
}

/** What one person sent. */
export interface PersonsTracks {
  readonly displayName: string;
  readonly tracks: readonly RecordedTrack[];
}

/** Each name once, in the order of their coming. */
export function tracksByPerson({ tracks }: Pick<RecordingDetails, 'tracks'>): readonly PersonsTracks[] {
  const people = new Map<string, RecordedTrack[]>();
  for (const track of tracks) {
    const others = people.get(track.displayName);
    if (others) others.push(track);
    else people.set(track.displayName, [track]);
  }
  return [...people].map(([displayName, all]) => ({ displayName, tracks: all }));
}

export const kindOf = ({ source }: Pick<RecordedTrack, 'source'>): 'picture' | 'sound' =>
  source === 'microphone' || source === 'screenSound' ? 'sound' : 'picture';

/** What is shown until somebody chooses: the longest picture, or else the longest sound. */
export function firstPart({
  tracks,
}: Pick<RecordingDetails, 'tracks'>):
  { readonly track: RecordedTrack; readonly part: TrackPart } | undefined {
  const parts = tracks.flatMap((track) => track.parts.map((part) => ({ track, part })));
  const pictures = parts.filter(({ track }) => kindOf(track) === 'picture');
  return (pictures.length > 0 ? pictures : parts).toSorted((a, b) => b.part.duration - a.part.duration)[0];
}
