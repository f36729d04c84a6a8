import type { Picture, Tile } from '../plan/FilmPlan.ts';
import { onPixels, type Rect } from './tileGrid.ts';

/** How a picture gets into its tile. */
export interface Fit {
  /** What of the film shows it. */
  readonly rect: Rect;
  /** To which size it is scaled, after it was turned; what is more than `rect` is cut off on both sides. */
  readonly width: number;
  readonly height: number;
}

/** People fill their tile, and lose a little at the edges for it; screens, and those who hold their phone upright, are shown whole. */
export function fitPicture({ kind }: Tile, picture: Picture, rect: Rect): Fit {
  const isTurned = picture.rotation % 180 === 90;
  const aspect = isTurned ? 1 / picture.aspect : picture.aspect;
  const isWide = aspect > rect.width / rect.height;
  const isFilled = kind === 'camera' && aspect > 1;
  const byHeight = isWide === isFilled;
  const size = byHeight
    ? { width: even(rect.height * aspect), height: rect.height }
    : { width: rect.width, height: even(rect.width / aspect) };
  if (isFilled) return { rect, ...size };
  const whole = onPixels({
    x: rect.x + (rect.width - size.width) / 2,
    y: rect.y + (rect.height - size.height) / 2,
    ...size,
  });
  return { rect: whole, width: whole.width, height: whole.height };
}

function even(value: number): number {
  return Math.max(2, 2 * Math.round(value / 2));
}
