// What a peer is to get of a picture that is on its screen. Pure.
import type { View } from '@parley/protocol';
import type { Wish } from './Forwarding.ts';
import { layersFor } from './layersFor.ts';

/** Who is served first where the bandwidth is short: 1 is last, 255 first. Tiles are below by their size. */
const PRIORITY = { pinned: 255, speaking: 200, largest: 100 };
/** Whoever has at least this is to be seen well, at the cost of the others. */
export const LEADING = PRIORITY.speaking;

/** @param sizes In how many the picture comes. `speaks`: whoever is in it. */
export function pictureWish(
  view: View,
  { sizes, speaks }: { sizes: number; speaks: boolean },
): Wish & { readonly priority: number } {
  const rank = Math.min(PRIORITY.largest, 1 + Math.floor(view.height / 10));
  const priority = view.pinned ? PRIORITY.pinned : speaks ? PRIORITY.speaking : rank;
  return { wanted: true, layers: layersFor(view, sizes), priority };
}
