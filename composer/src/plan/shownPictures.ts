import type { Manifest, ManifestTrack } from '@parley/recorder/manifest';
import type { Picture } from './FilmPlan.ts';
import { without, type Interval } from './Interval.ts';

type Gap = ManifestTrack['gaps'][number];

/** A track's picture while it looks the same way. */
export interface ShownPicture extends Interval {
  readonly track: ManifestTrack;
  readonly picture: Picture;
}

/** Milliseconds for which the last picture stays where no other came: of somebody who sends none by their own doing, */
const PATIENCE = 1_000;
/** and of somebody who does send, as those in the call saw it stand. A change of the size that is recorded may take so long. */
const PATIENCE_WITH_SENDERS = 3_000;
/** Sizes of the same picture differ by rounding only. */
const SAME_ASPECT = 0.03;
/** Of a picture whose size nobody knows. */
const USUAL_ASPECT = 16 / 9;

/** When there is a picture of a track, and how it is to be shown. */
export function shownPictures(manifest: Manifest, isThere: (file: string) => boolean): ShownPicture[] {
  return manifest.tracks
    .filter(({ source }) => source === 'camera' || source === 'screen')
    .flatMap((track) => {
      const holes = track.gaps
        .filter((gap) => hides(track, gap))
        .map(({ at, until }) => ({ from: at, until }));
      const turns = turnsOf(track);
      return track.files
        .filter(({ file, codec }) => codec !== 'opus' && isThere(file))
        .flatMap(({ file, codec, at, duration }) =>
          without({ from: at, until: at + duration }, holes).flatMap((shown) =>
            cutAt(
              shown,
              turns.map((turn) => turn.at),
            ).map((part) => {
              const { aspect, rotation } = turns.findLast((turn) => turn.at <= part.from) ?? first(turns);
              return { ...part, track, picture: { file, codec, fileAt: at, aspect, rotation } };
            }),
          ),
        );
    });
}

/** A screen that nobody moves sends nothing, and stays. Pauses of the recording are cut out, and what is left at their edges stays, too. */
function hides({ source }: ManifestTrack, { at, until, cause }: Gap): boolean {
  if (cause === 'paused') return false;
  if (cause === 'silent' && source === 'screen') return false;
  const isSent = cause === 'lost' || cause === 'silent';
  return until - at > (isSent ? PATIENCE_WITH_SENDERS : PATIENCE);
}

interface Turn {
  readonly at: number;
  readonly aspect: number;
  readonly rotation: Picture['rotation'];
}

/** What it looks like from when on, without changes that change nothing. */
function turnsOf({ sizes, rotations }: ManifestTrack): Turn[] {
  const known = sizes.filter(({ width, height }) => width > 0 && height > 0);
  const turns: Turn[] = [];
  let now: Omit<Turn, 'at'> = {
    aspect: known[0] ? known[0].width / known[0].height : USUAL_ASPECT,
    rotation: 0,
  };
  const changes = [
    ...known.map(({ at, width, height }) => ({ at, aspect: width / height })),
    ...rotations.map(({ at, degrees }) => ({ at, rotation: degrees })),
  ];
  for (const { at, ...change } of changes.toSorted((a, b) => a.at - b.at)) {
    const next = { ...now, ...change };
    const isSame = Math.abs(next.aspect / now.aspect - 1) < SAME_ASPECT && next.rotation === now.rotation;
    if (isSame) continue;
    now = next;
    turns.push({ at, ...now });
  }
  const begin = {
    at: 0,
    aspect: known[0] ? known[0].width / known[0].height : USUAL_ASPECT,
    rotation: 0 as const,
  };
  return [begin, ...turns];
}

function cutAt({ from, until }: Interval, times: readonly number[]): Interval[] {
  const inside = times.filter((at) => at > from && at < until);
  const edges = [from, ...inside, until];
  return edges.slice(1).map((edge, n) => ({ from: edges[n] as number, until: edge }));
}

function first<T>(items: readonly T[]): T {
  return items[0] as T;
}
