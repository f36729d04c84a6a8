import type { Manifest } from '@parley/recorder/manifest';
import type { Chapter } from '../channel.ts';
import type { FilmTime } from './FilmTime.ts';
import type { PresentPerson } from './presentPeople.ts';
import type { ShownPicture } from './shownPictures.ts';

/** Milliseconds of the film between two chapters. */
const APART = 5_000;

/** What a viewer may want to go to. Where two are close to each other, what cuts or hides something goes first. */
export function chaptersOf(
  { breaks }: Manifest,
  time: FilmTime,
  { people, pictures }: { people: readonly PresentPerson[]; pictures: readonly ShownPicture[] },
): Chapter[] {
  if (time.duration === 0) return [];
  const pauses = breaks.map(({ at, until, cause }) =>
    cause === 'paused'
      ? { at: until, title: `Goes on after a pause of ${lengthOf(until - at)}` }
      : { at, title: `Nothing was recorded for ${lengthOf(until - at)}` },
  );
  const screens = firstOfEach(pictures.filter(({ track }) => track.source === 'screen')).map(
    ({ from, track }) => ({ at: from, title: `${nameOf(track.displayName)} shares a screen` }),
  );
  const arrivals = people.flatMap(({ name, present }) =>
    present
      .map(({ from }, n) => ({ at: from, title: `${nameOf(name)} ${n === 0 ? 'joins' : 'is back'}` }))
      .filter(({ at }) => at > 0),
  );
  const chapters: Chapter[] = [{ at: 0, title: 'Beginning' }];
  for (const { at, title } of [...pauses, ...screens, ...arrivals]) {
    const filmAt = time.toFilm(at);
    const isFree = chapters.every((chapter) => Math.abs(chapter.at - filmAt) >= APART);
    if (isFree && filmAt < time.duration) chapters.push({ at: filmAt, title });
  }
  return chapters.toSorted((a, b) => a.at - b.at);
}

/** Where a track begins, and not where it goes on. */
function firstOfEach(pictures: readonly ShownPicture[]): ShownPicture[] {
  return pictures.filter(({ track }, n) => pictures.findIndex((other) => other.track === track) === n);
}

function nameOf(name: string): string {
  return name.trim() || 'Somebody';
}

function lengthOf(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
