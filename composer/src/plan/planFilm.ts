import type { Manifest } from '@parley/recorder/manifest';
import type { FilmOrder } from '../channel.ts';
import { FRAME_RATE, FRAME_TIME } from '../film.ts';
import { arrange, type Participant } from './arrange.ts';
import { chaptersOf } from './chaptersOf.ts';
import type { Arrangement, FilmPlan, Span } from './FilmPlan.ts';
import { FilmTime } from './FilmTime.ts';
import { contains } from './Interval.ts';
import { mainSpeakers, type MainSpeaker } from './mainSpeakers.ts';
import { presentPeople, type PresentPerson } from './presentPeople.ts';
import { shownPictures, type ShownPicture } from './shownPictures.ts';
import { soundParts } from './soundParts.ts';

/** Frames of the longest span: so much is lost with the process that renders it. */
const LONGEST = 60 * FRAME_RATE;
/** Frames that are worth another arrangement. */
const SHORTEST = 6;

/** All that is known of a recording, for one look at it. */
interface Course {
  readonly breaks: Manifest['breaks'];
  readonly people: readonly PresentPerson[];
  readonly pictures: readonly ShownPicture[];
  readonly speakers: readonly MainSpeaker[];
}

/**
 * What a film of a recording consists of.
 * @param isThere Whether a file can be used: what cannot is left out.
 */
export function planFilm(
  manifest: Manifest,
  view: FilmOrder['view'],
  isThere: (file: string) => boolean = () => true,
): FilmPlan {
  const pauses = manifest.breaks
    .filter(({ cause }) => cause === 'paused')
    .map(({ at, until }) => ({ from: at, until }));
  const time = new FilmTime(manifest.duration, pauses);
  const people = presentPeople(manifest);
  const pictures = shownPictures(manifest, isThere);
  const speakers = mainSpeakers(manifest);
  const course = { breaks: manifest.breaks, people, pictures, speakers };
  return {
    title: manifest.room,
    frames: time.frames,
    spans: spansOf(course, time, view),
    sounds: soundParts(manifest, time, isThere),
    chapters: chaptersOf(manifest, time, { people, pictures }),
  };
}

function spansOf(course: Course, time: FilmTime, view: FilmOrder['view']): Span[] {
  const changes = changesOf(course).map((at) => time.frameAt(at));
  return time.stretches.flatMap(({ from, until, filmAt }) => {
    const first = filmAt / FRAME_TIME;
    const end = first + (until - from) / FRAME_TIME;
    const inside = changes.filter((frame) => frame > first && frame < end);
    const edges = [...new Set([first, ...inside, end])].toSorted((a, b) => a - b);
    const spans = edges.slice(1).map((edge, n): Span => {
      const begin = edges[n] as number;
      const middle = time.toRecording(((begin + edge) / 2) * FRAME_TIME);
      return {
        from: begin,
        frames: edge - begin,
        at: time.toRecording(begin * FRAME_TIME),
        arrangement: lookAt(course, middle, view),
      };
    });
    return split(joined(spans));
  });
}

/** When anything may look different, in the recording. */
function changesOf({ breaks, people, pictures, speakers }: Course): number[] {
  return [
    ...breaks.flatMap(({ at, until }) => [at, until]),
    ...people.flatMap(({ present }) => present.flatMap(({ from, until }) => [from, until])),
    ...pictures.flatMap(({ from, until }) => [from, until]),
    ...speakers.map(({ at }) => at),
  ];
}

function lookAt(course: Course, at: number, view: FilmOrder['view']): Arrangement {
  const isLost = course.breaks.some(
    ({ at: from, until, cause }) => cause === 'recorder' && contains({ from, until }, at),
  );
  if (isLost) return { main: [], others: [], words: 'Nothing was recorded here' };
  const shown = course.pictures.filter((picture) => contains(picture, at));
  const spoken = course.speakers.filter((speaker) => speaker.at <= at);
  const people = course.people
    .filter(({ present }) => present.some((stay) => contains(stay, at)))
    .map(({ peerId, name }): Participant => {
      const of = (source: string) =>
        shown.find(({ track }) => track.peerId === peerId && track.source === source)?.picture;
      const [camera, screen] = [of('camera'), of('screen')];
      const spokeAt = spoken.findLast((speaker) => speaker.peerId === peerId)?.at;
      return {
        peerId,
        name,
        ...(camera && { camera }),
        ...(screen && { screen }),
        ...(spokeAt !== undefined && { spokeAt }),
      };
    });
  if (people.length === 0) return { main: [], others: [], words: 'Nobody is here' };
  const main = spoken.findLast(({ peerId }) => people.some((person) => person.peerId === peerId));
  return arrange(view, people, main?.peerId);
}

/** Without edges at which nothing changes, and without spans that nobody could see. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    const isLike = last && isEqual(last.arrangement, span.arrangement);
    if (last && (isLike || span.frames < SHORTEST)) {
      all[all.length - 1] = { ...last, frames: last.frames + span.frames };
    } else if (last && last.frames < SHORTEST) {
      all[all.length - 1] = { ...span, from: last.from, frames: last.frames + span.frames, at: last.at };
    } else all.push(span);
  }
  return all;
}

function isEqual(a: Arrangement, b: Arrangement): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function split(spans: readonly Span[]): Span[] {
  return spans.flatMap((span) => {
    const count = Math.ceil(span.frames / LONGEST);
    return Array.from({ length: count }, (_, n) => ({
      ...span,
      from: span.from + n * LONGEST,
      frames: Math.min(LONGEST, span.frames - n * LONGEST),
      at: span.at + n * LONGEST * FRAME_TIME,
    }));
  });
}
