// What the panel says of each track: whose it is, and its figures in words. Pure.
import type { MediaTrack, Participant } from '../../call/CallState.ts';
import type { CallStatistics, TrackStatistics } from '../../call/statistics/CallStatistics.ts';
import type { Messages } from '../../messages/Messages.ts';

type Words = Messages['statistics'];

export interface TrackRow {
  readonly key: string;
  readonly name: string;
  /** Of others: who. */
  readonly person: string | undefined;
  readonly figures: readonly string[];
}

export function sentRows(
  { sent }: CallStatistics,
  participants: readonly Participant[],
  words: Words,
): TrackRow[] {
  const self = participants.find(({ isSelf }) => isSelf);
  return sent.filter(isCarried).map((track, index) => {
    const name = track.kind === 'audio' ? words.microphone : words.camera;
    return {
      key: `sent ${index}`,
      name: isOwnScreenSound(self, track) ? words.screenSound : (screenName(self, track, words) ?? name),
      person: undefined,
      figures: figuresOf(track, words),
    };
  });
}

export function receivedRows(
  { received }: CallStatistics,
  participants: readonly Participant[],
  words: Words,
): TrackRow[] {
  return received.filter(isCarried).map((track, index) => {
    const of = participants.find(({ camera, microphone, screen, screenSound }) =>
      [camera, microphone, screen, screenSound].some((own) => isOf(own, track)),
    );
    const name = track.kind === 'audio' ? words.sound : words.picture;
    return {
      key: `received ${index}`,
      name: screenName(of, track, words) ?? name,
      person: of?.displayName,
      figures: figuresOf(track, words),
    };
  });
}

/** It is not among what one hears: of one's own sounds it is the one that is no microphone's. */
function isOwnScreenSound(self: Participant | undefined, track: TrackStatistics): boolean {
  return track.kind === 'audio' && self?.screen !== undefined && !isOf(self.microphone, track);
}

function screenName(of: Participant | undefined, track: TrackStatistics, words: Words): string | undefined {
  if (isOf(of?.screen, track)) return words.screen;
  return isOf(of?.screenSound, track) ? words.screenSound : undefined;
}

function isOf(media: MediaTrack | undefined, { trackId }: TrackStatistics): boolean {
  return media?.track !== undefined && media.track.id === trackId;
}

/** Of a silent or hidden track nothing comes, and nothing can be said. */
function isCarried({ bitrate }: TrackStatistics): boolean {
  return bitrate > 0;
}

function figuresOf({ bitrate, loss, jitter, codec, picture }: TrackStatistics, words: Words): string[] {
  return [
    words.bitrate(bitrate),
    ...(picture ? [words.size(picture.width, picture.height), words.frames(picture.frameRate)] : []),
    ...(picture && picture.sizes > 1 ? [words.sizes(picture.sizes)] : []),
    ...(codec === undefined ? [] : [codec]),
    ...(loss === undefined ? [] : [words.lost(loss)]),
    ...(jitter === undefined ? [] : [words.jitter(jitter)]),
    ...(picture?.limitedBy ? [words.limitedBy[picture.limitedBy]] : []),
  ];
}
