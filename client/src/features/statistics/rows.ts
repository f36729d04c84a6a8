// What the panel says of each track: whose it is, and its figures in words. Pure.
import type { Participant } from '../../call/CallState.ts';
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

export function sentRows({ sent }: CallStatistics, words: Words): TrackRow[] {
  return sent.filter(isCarried).map((track, index) => ({
    key: `sent ${index}`,
    name: track.kind === 'audio' ? words.microphone : words.camera,
    person: undefined,
    figures: figuresOf(track, words),
  }));
}

export function receivedRows(
  { received }: CallStatistics,
  participants: readonly Participant[],
  words: Words,
): TrackRow[] {
  return received.filter(isCarried).map((track, index) => {
    const of = participants.find(({ camera, microphone }) =>
      [camera, microphone].some((own) => own?.track !== undefined && own.track.id === track.trackId),
    );
    const name = track.kind === 'audio' ? words.sound : words.picture;
    return { key: `received ${index}`, name, person: of?.displayName, figures: figuresOf(track, words) };
  });
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
