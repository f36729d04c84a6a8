// Where one's own picture stands: among the others, in a corner above them, or nowhere. Pure.
import type { StageSize } from './stageLayout.ts';
import type { TileRect } from './tileLayout.ts';

export const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
export type Corner = (typeof corners)[number];

export const ownPlaces = ['among', ...corners, 'hidden'] as const;
export type OwnPlace = (typeof ownPlaces)[number];

export function isCorner(place: OwnPlace): place is Corner {
  return place !== 'among' && place !== 'hidden';
}

/** From the edges of the stage. */
const MARGIN = 8;

/** A small tile, wide on a wide stage and upright on an upright one. */
export function cornerRect({ width, height }: StageSize, corner: Corner): TileRect {
  const isWide = width >= height;
  const across = isWide
    ? Math.min(240, Math.max(112, width * 0.18))
    : Math.min(160, Math.max(84, width * 0.26));
  const down = isWide ? (across * 9) / 16 : (across * 4) / 3;
  return {
    x: corner.endsWith('left') ? MARGIN : width - across - MARGIN,
    y: corner.startsWith('top') ? MARGIN : height - down - MARGIN,
    width: across,
    height: down,
  };
}

/** The corner that is nearest to a point of the stage. */
export function nearestCorner(
  stage: Pick<StageSize, 'width' | 'height'>,
  point: { x: number; y: number },
): Corner {
  const vertical = point.y < stage.height / 2 ? 'top' : 'bottom';
  return `${vertical}-${point.x < stage.width / 2 ? 'left' : 'right'}`;
}
