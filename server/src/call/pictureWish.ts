// What a peer is to get of a picture that is on its screen. Pure.
import type { View } from '@parley/protocol';
import type { Wish } from './Forwarding.ts';
import { layersFor, type Picture } from './layersFor.ts';

/** Who is served first where the bandwidth is short: 1 is last, 255 first. Tiles are below by their size. */
const PRIORITY = { pinned: 255, screen: 230, speaking: 200, largest: 100 };
/** Whoever has at least this is to be seen well, at the cost of the others. */
export const LEADING = PRIORITY.speaking;

/** @param sizes In how many the picture comes. `speaks`: whoever sends it. */
export function pictureWish(
  view: View,
  { sizes, picture, speaks }: { sizes: number; picture: Picture; speaks: boolean },
): Wish & { readonly priority: number } {
  const layers = layersFor(view, { sizes, picture });
  if (view.pinned) return { wanted: true, layers, priority: PRIORITY.pinned };
  if (picture === 'screen') return { wanted: true, layers, priority: PRIORITY.screen };
  const rank = Math.min(PRIORITY.largest, 1 + Math.floor(view.height / 10));
  return { wanted: true, layers, priority: speaks ? PRIORITY.speaking : rank };
}
