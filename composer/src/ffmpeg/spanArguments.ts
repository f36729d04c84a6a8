import { FRAME_RATE, FRAME_TIME, HEIGHT, WIDTH } from '../film.ts';
import type { Place } from '../layout/filmLayout.ts';
import { fitPicture, type Fit } from '../layout/fitPicture.ts';
import { STAGE } from '../plates/colours.ts';
import type { Picture, Span, Tile } from '../plan/FilmPlan.ts';

/** A picture, and where it is in the film. */
export interface PlacedPicture {
  readonly picture: Picture;
  readonly fit: Fit;
  /** Milliseconds of the file before a span: the last frame before it is what is seen when it begins. */
  readonly lead: number;
}

/** Cameras send all the time; of a screen that nobody moves there may be no more than the key frames that are asked for, every 20 s. */
const LEADS: Record<Tile['kind'], number> = { camera: 2_000, screen: 25_000 };

const turns: Record<Picture['rotation'], string> = {
  0: '',
  90: 'transpose=clock,',
  180: 'hflip,vflip,',
  270: 'transpose=cclock,',
};

export function placedPictures(places: readonly Place[]): PlacedPicture[] {
  return places.flatMap(({ tile, rect }) =>
    tile.picture
      ? [{ picture: tile.picture, fit: fitPicture(tile, tile.picture, rect), lead: LEADS[tile.kind] }]
      : [],
  );
}

/**
 * What ffmpeg is told to draw a span: the stage, pictures on it, and the foreground over all.
 * @param foreground Path of a PNG.
 * @param frames As many as are wanted of it.
 */
export function spanArguments(
  span: Span,
  pictures: readonly PlacedPicture[],
  { foreground, frames }: { foreground: string; frames: number },
): string[] {
  const inputs = pictures.flatMap((placed) => inputOf(placed, span.at, frames));
  const stage = `color=c=${STAGE}:s=${WIDTH}x${HEIGHT}:r=${FRAME_RATE},format=yuv420p,trim=end_frame=${frames}[stage0]`;
  const drawn = pictures.map((placed, n) => `[${n}:v]${chainOf(placed, span.at, frames)}[picture${n}]`);
  const laid = pictures.map(
    ({ fit }, n) => `[stage${n}][picture${n}]overlay=${fit.rect.x}:${fit.rect.y}[stage${n + 1}]`,
  );
  const covered = `[stage${pictures.length}][${pictures.length}:v]overlay=0:0:format=yuv420[film]`;
  const cover = ['-f', 'png_pipe', '-i', foreground];
  const graph = ['-filter_complex', [stage, ...drawn, ...laid, covered].join(';'), '-map', '[film]'];
  return [...inputs, ...cover, ...graph, '-frames:v', String(frames), '-pix_fmt', 'yuv420p'];
}

/** A file from shortly before `at` in the recording, for as long as it is needed. */
export function inputOf(placed: PlacedPicture, at: number, frames: number): string[] {
  const { file, codec, fileAt } = placed.picture;
  const lead = leadOf(placed, at);
  const seek = Math.max(0, at - fileAt - lead);
  const part = ['-ss', seconds(seek), '-t', seconds(lead + (frames + 1) * FRAME_TIME)];
  // A sender changes its size at any time: the filters go on, and scale what comes.
  return ['-reinit_filter', '0', ...decoderFor(codec), ...part, '-i', file];
}

/** ffmpeg's own decoder puts out each spatial layer of VP9 as a picture. */
export function decoderFor(codec: Picture['codec']): string[] {
  return codec === 'vp9' ? ['-c:v', 'libvpx-vp9'] : [];
}

/** Whole frames of the film. */
function leadOf({ picture, lead }: PlacedPicture, at: number): number {
  return Math.floor(Math.max(0, Math.min(lead, at - picture.fileAt)) / FRAME_TIME) * FRAME_TIME;
}

function chainOf(placed: PlacedPicture, at: number, frames: number): string {
  const { fileAt, rotation } = placed.picture;
  const { fit } = placed;
  const lead = leadOf(placed, at) / FRAME_TIME;
  const delay = Math.max(0, fileAt - at);
  const isTurned = rotation % 180 === 90;
  const [across, down] = isTurned ? [fit.height, fit.width] : [fit.width, fit.height];
  return (
    (delay > 0 ? `setpts=PTS+${delay / 1000}/TB,` : '') +
    `fps=${FRAME_RATE}:start_time=0,tpad=stop=-1:stop_mode=clone,` +
    `trim=start_frame=${lead}:end_frame=${lead + frames},setpts=PTS-STARTPTS,` +
    `scale=${across}:${down}:flags=bilinear,${turns[rotation]}crop=${fit.rect.width}:${fit.rect.height},setsar=1,format=yuv420p`
  );
}

export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
