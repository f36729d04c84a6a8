// Where the tiles of an arrangement stand in the film. Pure.
import { HEIGHT, WIDTH } from '../film.ts';
import type { Arrangement, Tile } from '../plan/FilmPlan.ts';
import { GAP, onPixels, TILE_ASPECT, tileGrid, type Rect } from './tileGrid.ts';

/** A tile with its place. */
export interface Place {
  readonly tile: Tile;
  readonly rect: Rect;
}

/** As many as can still be told from each other. */
export const MOST_ALIKE = 16;
export const MOST_SCREENS = 4;

const STRIP_WIDTH = 224;
const STRIP_TILE = STRIP_WIDTH / TILE_ASPECT;
/** What the strip beside the large ones has room for. */
export const MOST_BESIDE = Math.floor((HEIGHT - GAP) / (STRIP_TILE + GAP));

const STAGE: Rect = { x: GAP, y: GAP, width: WIDTH - 2 * GAP, height: HEIGHT - 2 * GAP };

export function filmLayout({ main, others }: Arrangement): Place[] {
  if (main.length === 0) return placed(others, tileGrid(STAGE, others.length));
  const area = others.length > 0 ? { ...STAGE, width: STAGE.width - STRIP_WIDTH - GAP } : STAGE;
  const [only] = main;
  const large = main.length === 1 && only?.kind === 'screen' ? [onPixels(area)] : tileGrid(area, main.length);
  return [...placed(main, large), ...placed(others, strip(others.length))];
}

/** At the right edge, centred. */
function strip(count: number): Rect[] {
  const top = (HEIGHT - count * (STRIP_TILE + GAP) + GAP) / 2;
  return Array.from({ length: count }, (_, n) =>
    onPixels({
      x: WIDTH - GAP - STRIP_WIDTH,
      y: top + n * (STRIP_TILE + GAP),
      width: STRIP_WIDTH,
      height: STRIP_TILE,
    }),
  );
}

function placed(tiles: readonly Tile[], rects: readonly Rect[]): Place[] {
  return tiles.map((tile, n) => ({ tile, rect: rects[n] as Rect }));
}
