import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@parley/recorder/manifest';
import { ComposeError } from './ComposeError.ts';
import { FfmpegFailure, runFfmpeg, type FfmpegOptions } from './ffmpeg/runFfmpeg.ts';
import { seconds } from './ffmpeg/spanArguments.ts';
import { usableFiles } from './ffmpeg/usableFiles.ts';
import { FRAME_TIME } from './film.ts';
import { manifestIn } from './manifestIn.ts';
import type { Span } from './plan/FilmPlan.ts';
import { planFilm } from './plan/planFilm.ts';
import type { Lettering } from './plates/Lettering.ts';
import { renderFrame } from './renderSpan.ts';
import { publish } from './Scratch.ts';

/** Pixels. */
const WIDTH = 480;

export interface PreviewOptions {
  readonly dir: string;
  /** The JPEG that it becomes. */
  readonly file: string;
  readonly lettering: Lettering;
  readonly signal: AbortSignal;
}

/**
 * Makes a picture of a recording: of its film where there is one, else of when most people are seen.
 * @throws {ComposeError} With what is wrong.
 */
export async function preview({ dir, file, lettering, signal }: PreviewOptions): Promise<void> {
  const run = { cwd: dir, signal };
  const manifest = await manifestIn(dir);
  const folder = await mkdtemp(join(dir, '.preview-'));
  try {
    const picture = join(folder, 'preview.jpg');
    if (!(await ofFilm(manifest, picture, run))) {
      const span = await busiestSpan(manifest, run);
      await renderFrame(span, picture, { ...run, lettering, folder, width: WIDTH });
    }
    await publish(picture, join(dir, file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether there was one that can be read. */
async function ofFilm(manifest: Manifest, picture: string, run: FfmpegOptions): Promise<boolean> {
  const tracks = new Set(manifest.tracks.flatMap(({ files }) => files.map(({ file }) => file)));
  const names = await readdir(run.cwd);
  const film = names.find((name) => /^\w.*\.(mp4|webm)$/.test(name) && !tracks.has(name));
  if (film === undefined) return false;
  const at = (planFilm(manifest, 'grid').frames * FRAME_TIME) / 3;
  try {
    const frame = ['-frames:v', '1', '-vf', `scale=${WIDTH}:-2`, '-q:v', '4', '-update', '1'];
    await runFfmpeg(['-ss', seconds(at), '-i', film, ...frame, picture], run);
    return true;
  } catch (error) {
    if (error instanceof FfmpegFailure) return false;
    throw error;
  }
}

/** @returns The middle of it, one frame long. */
async function busiestSpan(manifest: Manifest, run: FfmpegOptions): Promise<Span> {
  const usable = await usableFiles(manifest, run);
  const { spans } = planFilm(manifest, 'grid', (file) => usable.has(file));
  const seen = ({ arrangement: { main, others } }: Span): number =>
    2 * [...main, ...others].filter(({ picture }) => picture).length +
    (main.length + others.length > 0 ? 1 : 0);
  const most = Math.max(...spans.map(seen));
  const span = spans.filter((each) => seen(each) === most).toSorted((a, b) => b.frames - a.frames)[0];
  if (!span || usable.size === 0) throw new ComposeError('nothing', 'nothing was recorded');
  const middle = Math.floor(span.frames / 2);
  return { ...span, from: span.from + middle, frames: 1, at: span.at + middle * FRAME_TIME };
}
