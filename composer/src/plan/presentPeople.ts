import type { Manifest } from '@parley/recorder/manifest';
import { union, type Interval } from './Interval.ts';

/** Milliseconds until everything that is sent has arrived: who comes as early as this was there before. */
const BEGINNING = 1_500;

/** Somebody, and when they were there. */
export interface PresentPerson {
  readonly peerId: string;
  readonly name: string;
  readonly present: readonly Interval[];
}

/**
 * Who was there when, in the order of their coming: by what is told of them, and while anything of them was recorded. Of whom
 * nothing is told were there from the first that was recorded of them to the last.
 */
export function presentPeople(manifest: Manifest): PresentPerson[] {
  const { events, tracks, duration } = manifest;
  const restarts = restartsOf(manifest);
  const people = new Map<string, Stay>();
  const stayOf = (peerId: string): Stay => {
    const stay = people.get(peerId) ?? new Stay();
    people.set(peerId, stay);
    return stay;
  };
  for (const { peerId, displayName, files } of tracks) {
    const stay = stayOf(peerId);
    stay.name = displayName;
    stay.recorded.push(...files.map((file) => ({ from: file.at, until: file.at + file.duration })));
  }
  for (const { at, event, data } of events) {
    const { peerId, displayName } = data;
    if (typeof peerId !== 'string') continue;
    if (event === 'joined') stayOf(peerId).join(at, displayName);
    if (event === 'left') people.get(peerId)?.leave(at);
  }
  return [...people]
    .map(([peerId, stay]) => ({ peerId, name: stay.name, present: stay.intervals(duration, restarts) }))
    .filter(({ present }) => present.length > 0)
    .toSorted((a, b) => (a.present[0]?.from ?? 0) - (b.present[0]?.from ?? 0));
}

class Stay {
  name = '';
  readonly recorded: Interval[] = [];
  readonly #told: Interval[] = [];
  #since: number | undefined;
  #joinedAt = -Infinity;
  #isTold = false;

  join(at: number, name: unknown): void {
    this.#isTold = true;
    this.#since ??= at;
    this.#joinedAt = at;
    if (typeof name === 'string') this.name = name;
  }

  leave(at: number): void {
    this.#isTold = true;
    const from = this.#since ?? this.recorded[0]?.from ?? at;
    this.#told.push({ from, until: at });
    this.#since = undefined;
  }

  intervals(end: number, restarts: readonly number[]): Interval[] {
    const isGone = (at: number): boolean =>
      at > this.#joinedAt && this.recorded.every(({ until }) => until <= at);
    const until = restarts.find(isGone) ?? end;
    const told = this.#since === undefined ? this.#told : [...this.#told, { from: this.#since, until }];
    const [first, ...others] = union([...told, ...this.recorded]);
    if (!first) return [];
    const from = first.from <= BEGINNING ? 0 : first.from;
    if (this.#isTold) return [{ from, until: first.until }, ...others];
    return [{ from, until: others.at(-1)?.until ?? first.until }];
  }
}

/**
 * When the server died, and not only the recorder: then it is told again who is there, of those who came back. Whoever did not
 * was gone from then on.
 */
function restartsOf({ breaks, events }: Manifest): number[] {
  const joins = events.filter(({ event }) => event === 'joined');
  const isTold = (peerId: unknown, event: string, from: number, until: number): boolean =>
    events.some(
      (each) => each.event === event && each.data.peerId === peerId && each.at >= from && each.at < until,
    );
  return breaks
    .filter(({ cause }) => cause === 'recorder')
    .map(({ at }) => at)
    .filter((death) =>
      joins.some(
        ({ at, data: { peerId } }) =>
          at >= death && isTold(peerId, 'joined', 0, death) && !isTold(peerId, 'left', 0, at + 1),
      ),
    );
}
