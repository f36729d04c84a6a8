import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilmOrder } from './channel.ts';
import { encoders } from './ffmpeg/encoders.ts';
import { FfmpegFailure, runFfmpeg, type FfmpegOptions } from './ffmpeg/runFfmpeg.ts';
import { inputOf, placedPictures, spanArguments, type PlacedPicture } from './ffmpeg/spanArguments.ts';
import { canDecode } from './ffmpeg/usableFiles.ts';
import { FRAME_TIME } from './film.ts';
import { filmLayout } from './layout/filmLayout.ts';
import type { Span } from './plan/FilmPlan.ts';
import { drawPng } from './plates/drawPng.ts';
import { foreground } from './plates/foreground.ts';
import type { Lettering } from './plates/Lettering.ts';

interface RenderOptions extends FfmpegOptions {
  readonly format: FilmOrder['format'];
  /** For what is drawn beside it. */
  readonly folder: string;
  readonly lettering: Lettering;
  /** How many frames there are. */
  readonly done: (frames: number) => void;
}

/** Draws and encodes a span of a film. */
export async function renderSpan(span: Span, path: string, options: RenderOptions): Promise<void> {
  const { cwd, signal, format, done } = options;
  const { pictures, foreground } = await drawn(span, options);
  const onProgress = (milliseconds: number): void => done(Math.min(span.frames, milliseconds / FRAME_TIME));
  const render = (pictures: readonly PlacedPicture[]): Promise<void> => {
    const args = spanArguments(span, pictures, { foreground, frames: span.frames });
    return runFfmpeg([...args, '-c:v', ...encoders[format].picture, '-y', path], { cwd, signal, onProgress });
  };
  try {
    await render(pictures);
  } catch (error) {
    if (!(error instanceof FfmpegFailure)) throw error;
    const readable = await readableOf(span, pictures, { cwd, signal });
    if (readable.length === pictures.length) throw error;
    await render(readable);
  }
}

/** One frame of a span, as a JPEG. */
export async function renderFrame(
  span: Span,
  path: string,
  { width, ...options }: Omit<RenderOptions, 'format' | 'done'> & { width: number },
): Promise<void> {
  const { pictures, foreground } = await drawn(span, options);
  const args = spanArguments(span, pictures, { foreground, frames: 1 });
  const jpeg = ['-s', `${width}x${(width * 9) / 16}`, '-q:v', '4', '-update', '1'];
  await runFfmpeg([...args, ...jpeg, '-y', path], options);
}

async function drawn(
  span: Span,
  { folder, lettering }: Pick<RenderOptions, 'folder' | 'lettering'>,
): Promise<{ pictures: PlacedPicture[]; foreground: string }> {
  const places = filmLayout(span.arrangement);
  const svg = foreground(places, span.arrangement.words, lettering);
  const path = join(folder, `foreground-${process.pid}.png`);
  await writeFile(path, await drawPng(svg));
  return { pictures: placedPictures(places), foreground: path };
}

/** Of pictures of which one cannot be read here: the others. */
async function readableOf(
  span: Span,
  pictures: readonly PlacedPicture[],
  options: FfmpegOptions,
): Promise<PlacedPicture[]> {
  const readable = [];
  for (const placed of pictures) {
    const input = inputOf(placed, span.at, span.frames);
    if (await canDecode(input, placed.picture.codec, options)) readable.push(placed);
  }
  return readable;
}
