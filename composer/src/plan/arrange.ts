import type { FilmOrder } from '../channel.ts';
import { MOST_ALIKE, MOST_BESIDE, MOST_SCREENS } from '../layout/filmLayout.ts';
import type { Arrangement, Picture, Tile } from './FilmPlan.ts';

/** Somebody who is there. */
export interface Participant {
  readonly peerId: string;
  readonly name: string;
  readonly camera?: Picture;
  readonly screen?: Picture;
  /** When they last began to be the main speaker; missing: not yet. */
  readonly spokeAt?: number;
}

/**
 * Who has which place, at one time. Everybody keeps the order in which they came, so that nobody moves without need.
 * @param mainSpeaker Whose turn it is, if they are there.
 */
export function arrange(
  view: FilmOrder['view'],
  people: readonly Participant[],
  mainSpeaker: string | undefined,
): Arrangement {
  const screens = people
    .flatMap(({ peerId, name, screen }): Tile[] =>
      screen ? [{ kind: 'screen', peerId, name, picture: screen }] : [],
    )
    .slice(0, MOST_SCREENS);
  if (screens.length > 0) return { main: screens, others: cameras(most(people, mainSpeaker, MOST_BESIDE)) };
  const [first] = people;
  if (view === 'grid' || !first || people.length < 2) {
    return { main: [], others: cameras(most(people, mainSpeaker, MOST_ALIKE)) };
  }
  const speaker =
    people.find(({ peerId }) => peerId === mainSpeaker) ?? people.find(({ camera }) => camera) ?? first;
  const others = people.filter((person) => person !== speaker);
  return { main: cameras([speaker]), others: cameras(most(others, undefined, MOST_BESIDE)) };
}

/** So many of them: whose turn it is, then those with a picture, then those who spoke last. */
function most(
  people: readonly Participant[],
  mainSpeaker: string | undefined,
  count: number,
): readonly Participant[] {
  if (people.length <= count) return people;
  const rank = ({ peerId, camera, spokeAt }: Participant): number =>
    (peerId === mainSpeaker ? 2e12 : 0) + (camera ? 1e12 : 0) + (spokeAt ?? -1);
  const chosen = new Set(people.toSorted((a, b) => rank(b) - rank(a)).slice(0, count));
  return people.filter((person) => chosen.has(person));
}

function cameras(people: readonly Participant[]): Tile[] {
  return people.map(({ peerId, name, camera }) => ({
    kind: 'camera',
    peerId,
    name,
    ...(camera && { picture: camera }),
  }));
}
