import { HEIGHT, WIDTH } from '../film.ts';
import { fitPicture } from '../layout/fitPicture.ts';
import type { Place } from '../layout/filmLayout.ts';
import type { Rect } from '../layout/tileGrid.ts';
import { ON_PERSON, personColour, RADIUS, SCRIM, STAGE, SURFACE, TEXT } from './colours.ts';
import { initials } from './initials.ts';
import type { Lettering } from './Lettering.ts';

/** Where capital letters reach up to, of the size of the font. */
const CAPITALS = 0.727;

/**
 * All of an arrangement that is not a picture, as an SVG that is laid over the pictures: the stage, with a hole with round corners
 * for each of them, people whose camera is off, and names.
 */
export function foreground(
  places: readonly Place[],
  words: string | undefined,
  lettering: Lettering,
): string {
  const holes = places.flatMap(({ tile, rect }) =>
    tile.picture ? [roundRect(fitPicture(tile, tile.picture, rect).rect)] : [],
  );
  const plates = places.map((place) => plateOf(place, lettering));
  const names = places.map((place) => nameOf(place, lettering));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">` +
    `<path fill="${STAGE}" fill-rule="evenodd" d="M0 0H${WIDTH}V${HEIGHT}H0Z${holes.join('')}"/>` +
    `${plates.join('')}${names.join('')}${words === undefined ? '' : card(words, lettering)}</svg>`
  );
}

function plateOf({ tile, rect }: Place, lettering: Lettering): string {
  if (tile.picture) {
    const hole = fitPicture(tile, tile.picture, rect).rect;
    const isFilled = hole.width === rect.width && hole.height === rect.height;
    if (isFilled || tile.kind === 'screen') return '';
    return `<path fill="${SURFACE}" fill-rule="evenodd" d="${roundRect(rect)}${roundRect(hole)}"/>`;
  }
  const size = Math.min(rect.width, rect.height);
  const [x, y] = [rect.x + rect.width / 2, rect.y + rect.height / 2];
  const letters = initials(tile.name);
  return (
    `<path fill="${SURFACE}" d="${roundRect(rect)}"/>` +
    `<circle cx="${x}" cy="${y}" r="${(size * 0.24).toFixed(1)}" fill="${personColour(tile.peerId)}"/>` +
    centred(lettering.draw(letters, size * 0.2, size * 0.42), { x, y, size: size * 0.2, colour: ON_PERSON })
  );
}

/** At the lower left of a tile; of a screen, which has no tile around it, of the picture. */
function nameOf({ tile, rect }: Place, lettering: Lettering): string {
  const isScreen = tile.kind === 'screen';
  const name = isScreen ? `${tile.name}: screen` : tile.name;
  const within = isScreen && tile.picture ? fitPicture(tile, tile.picture, rect).rect : rect;
  const size = Math.round(Math.max(12, Math.min(20, rect.height / 14)));
  const padding = Math.round(size / 2);
  const drawn = lettering.draw(name, size, within.width - 4 * padding);
  if (drawn.width === 0) return '';
  const pill = {
    x: within.x + padding,
    y: within.y + within.height - padding - 2 * size,
    width: drawn.width + 2 * padding,
    height: 2 * size,
  };
  return (
    `<path fill="${SCRIM.colour}" fill-opacity="${SCRIM.opacity}" d="${roundRect(pill, size / 2)}"/>` +
    `<g color="#ffffff" transform="translate(${pill.x + padding} ${(pill.y + size + (CAPITALS * size) / 2).toFixed(1)})">${drawn.svg}</g>`
  );
}

function card(words: string, lettering: Lettering): string {
  const size = 36;
  const drawn = lettering.draw(words, size, WIDTH - 80);
  return centred(drawn, { x: WIDTH / 2, y: HEIGHT / 2, size, colour: TEXT });
}

function centred(
  { width, svg }: ReturnType<Lettering['draw']>,
  { x, y, size, colour }: { x: number; y: number; size: number; colour: string },
): string {
  const at = `${(x - width / 2).toFixed(1)} ${(y + (CAPITALS * size) / 2).toFixed(1)}`;
  return `<g color="${colour}" transform="translate(${at})">${svg}</g>`;
}

function roundRect({ x, y, width, height }: Rect, radius = RADIUS): string {
  const r = Math.min(radius, width / 2, height / 2);
  const corner = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return (
    `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}` +
    `h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}Z`
  );
}
