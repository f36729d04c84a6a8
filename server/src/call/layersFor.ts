// Which layers of a picture are worth sending to a tile. Pure.
import type { Layers } from './ports.ts';

/** What is in a picture: a camera fills its tile, a screen is shown as a whole. */
export type Picture = 'camera' | 'screen';

/**
 * The height of the largest of one, two and three sizes that each is sent in; each smaller one has half of the next. A camera that
 * has fewer pixels is sent in fewer sizes.
 */
const FULL_HEIGHTS: Readonly<Record<Picture, readonly number[]>> = {
  camera: [240, 480, 720],
  screen: [1080, 1080, 1080],
};
/** How much smaller than its tile a picture may be, before it looks soft. */
const TOLERANCE = 0.75;
/** Below this many lines of a tile, half of the frames are enough. */
const SMALL = 120;
/** All of three temporal layers, and half of the frames. */
const ALL_FRAMES = 2;
const HALF_OF_FRAMES = 1;

/** @param view Width and height of the tile in device pixels, in which the picture is, wide as it is. */
export function layersFor(
  view: { width: number; height: number },
  { sizes, picture }: { sizes: number; picture: Picture },
): Layers {
  const heights = [view.height, (view.width * 9) / 16];
  const height = picture === 'camera' ? Math.max(...heights) : Math.min(...heights);
  const largest = FULL_HEIGHTS[picture][sizes - 1] ?? 720;
  const smallest = largest / 2 ** (sizes - 1);
  const needed = Math.ceil(Math.log2((height * TOLERANCE) / smallest));
  return {
    spatial: Math.min(sizes - 1, Math.max(0, needed)),
    temporal: height < SMALL ? HALF_OF_FRAMES : ALL_FRAMES,
  };
}
