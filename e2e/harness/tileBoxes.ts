// How large tiles are, and where they stand.
import type { Person } from './Person.ts';
import { poll } from './poll.ts';

async function widthOf(person: Person, name: string): Promise<number> {
  return (await person.tile(name).boundingBox())?.width ?? 0;
}

/** Waits until somebody is shown much larger than somebody else. */
export async function seesLarge(person: Person, large: string, small: string): Promise<void> {
  await poll(
    `${large} to be large to ${person.name}`,
    async () => (await widthOf(person, large)) > (await widthOf(person, small)) * 1.5,
  );
}

/** Waits until two are as large as each other. */
export async function seesAlike(person: Person, one: string, other: string): Promise<void> {
  await poll(
    `${one} and ${other} to be alike to ${person.name}`,
    async () => Math.abs((await widthOf(person, one)) - (await widthOf(person, other))) < 1,
  );
}

/** Where every tile stands, once none moves any more: by their keys. */
export async function placesOfAll({ page }: Person): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const tiles = [...document.querySelectorAll<HTMLElement>('[data-tile]')];
    const moves = tiles.flatMap((tile) => tile.getAnimations());
    await Promise.allSettled(moves.map(({ finished }) => finished));
    return Object.fromEntries(
      tiles.map((tile) => {
        const { x, y, width, height } = tile.getBoundingClientRect();
        return [tile.dataset.tile, [x, y, width, height].map(Math.round).join(' ')];
      }),
    );
  });
}
