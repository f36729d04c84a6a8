// Where the tiles of every view stand: a grid of all, or some large ones and a strip of the others beside or below. Pure.
import { tilesPerPage } from './stageOrder.ts';
import { tileLayout, type TileRect } from './tileLayout.ts';

/** The size of the stage, in CSS pixels, and what is between two tiles. */
export interface StageSize {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

export interface StageLayoutInput {
  readonly stage: StageSize;
  /** How many are large. 0: all are alike. */
  readonly main: number;
  /** Whether the large ones are shown as a whole, so that they may have any shape. */
  readonly whole: boolean;
  /** How many others there are on this page. */
  readonly others: number;
}

export interface StageRects {
  readonly main: readonly TileRect[];
  readonly others: readonly TileRect[];
}

interface Strip {
  readonly beside: boolean;
  readonly width: number;
  readonly height: number;
  /** How many tiles it has room for. */
  readonly capacity: number;
}

/** Cameras are wide: on a wide stage they lose little to the tile's edges, on an upright one they may lose more. */
const WIDE = { narrowest: 4 / 3, widest: 16 / 9 };
const UPRIGHT = { narrowest: 3 / 4, widest: 16 / 9 };
/** A stage that is at least this wide for its height has the strip beside, and not below. */
const BESIDE = 1.2;
/** Of the tiles below: three of them on a phone. */
const SMALL_SHAPE = 1.1;
/** As many pictures as the server lets one have. */
const MOST = 25;

export function stageLayout({ stage, main, whole, others }: StageLayoutInput): StageRects {
  if (main === 0) return { main: [], others: grid(stage, others) };
  if (others === 0) return { main: large(stage, main, whole), others: [] };
  const strip = stripOf(stage);
  const rest = strip.beside
    ? { ...stage, width: stage.width - strip.width - stage.gap }
    : { ...stage, height: stage.height - strip.height - stage.gap };
  if (rest.width <= 0 || rest.height <= 0) return { main: [], others: grid(stage, others) };
  return { main: large(rest, main, whole), others: inStrip(stage, strip, others) };
}

/** How many others there is room for on one page, beside so many large ones. */
export function othersPerPage(stage: StageSize, main: number): number {
  if (main === 0) return tilesPerPage(stage);
  return Math.max(1, Math.min(stripOf(stage).capacity, MOST - main));
}

function grid(stage: StageSize, count: number): TileRect[] {
  return tileLayout({ ...stage, count, aspect: stage.width > stage.height ? WIDE : UPRIGHT });
}

function large(area: StageSize, count: number, whole: boolean): TileRect[] {
  if (whole && count === 1) return [{ x: 0, y: 0, width: area.width, height: area.height }];
  return grid(area, count);
}

function stripOf({ width, height, gap }: StageSize): Strip {
  if (width >= height * BESIDE) {
    const tile = clamp(width * 0.18, 120, 288);
    const each = tile / WIDE.widest;
    return { beside: true, width: tile, height: each, capacity: Math.floor((height + gap) / (each + gap)) };
  }
  const tile = clamp(height * 0.16, 72, 160);
  const each = tile * SMALL_SHAPE;
  return { beside: false, width: each, height: tile, capacity: Math.floor((width + gap) / (each + gap)) };
}

/** In one row or column, centred. */
function inStrip(stage: StageSize, { beside, width, height }: Strip, count: number): TileRect[] {
  const step = (beside ? height : width) + stage.gap;
  const start = ((beside ? stage.height : stage.width) - count * step + stage.gap) / 2;
  return Array.from({ length: count }, (_, index) => ({
    x: beside ? stage.width - width : start + index * step,
    y: beside ? start + index * step : stage.height - height,
    width,
    height,
  }));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
