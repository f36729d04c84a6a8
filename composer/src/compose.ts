import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chapter, FilmOrder } from './channel.ts';
import { ComposeError } from './ComposeError.ts';
import { chapterText } from './ffmpeg/chapterText.ts';
import { encoders } from './ffmpeg/encoders.ts';
import { runFfmpeg } from './ffmpeg/runFfmpeg.ts';
import { usableFiles } from './ffmpeg/usableFiles.ts';
import { FRAME_TIME } from './film.ts';
import { manifestIn } from './manifestIn.ts';
import { mixSound } from './mixSound.ts';
import { planFilm } from './plan/planFilm.ts';
import type { FilmPlan } from './plan/FilmPlan.ts';
import type { Lettering } from './plates/Lettering.ts';
import { renderSpan } from './renderSpan.ts';
import { publish, Scratch } from './Scratch.ts';

export interface ComposeOptions extends FilmOrder {
  /** The recording's folder, and the file in it that the film becomes. */
  readonly dir: string;
  readonly file: string;
  readonly lettering: Lettering;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly progress: (done: number) => void;
}

export interface Composed {
  readonly bytes: number;
  /** In milliseconds. */
  readonly duration: number;
  readonly chapters: Chapter[];
}

/** Milliseconds: no call lasts that long, but manifests can be edited. */
const LONGEST = 2 * 24 * 3_600_000;
/** What of the work is which part of it. */
const SHARE = { picture: 0.85, sound: 0.12 };

/**
 * Makes the film of a recording, or goes on with it.
 * @throws {ComposeError} With what is wrong.
 * @throws {DOMException} `AbortError`: it was to end. What is done is kept.
 */
export async function compose(options: ComposeOptions): Promise<Composed> {
  const { dir, view, format, signal, progress } = options;
  const run = { cwd: dir, signal };
  const manifest = await manifestIn(dir);
  const usable = await usableFiles(manifest, run);
  if (manifest.duration > LONGEST)
    throw new ComposeError('internal', 'the manifest says that it lasted for days');
  const plan = planFilm(manifest, view, (file) => usable.has(file));
  if (plan.frames === 0 || usable.size === 0) throw new ComposeError('nothing', 'nothing was recorded');
  const scratch = await Scratch.open(dir, { plan, format });

  const spans: string[] = [];
  for (const [number, span] of plan.spans.entries()) {
    const name = `span-${number}.${encoders[format].spanEnding}`;
    const done = (frames: number): void => progress((SHARE.picture * (span.from + frames)) / plan.frames);
    const path = await scratch.keep(name, (path) =>
      renderSpan(span, path, { ...run, format, folder: scratch.path, lettering: options.lettering, done }),
    );
    spans.push(path);
    done(span.frames);
  }
  const sound = await mixSound(plan, {
    ...run,
    format,
    scratch,
    done: (share) => progress(SHARE.picture + SHARE.sound * share),
  });
  const film = await joinParts(plan, { spans, sound }, { ...options, scratch });
  const bytes = await publish(film, join(dir, options.file));
  await Scratch.remove(dir);
  return { bytes, duration: plan.frames * FRAME_TIME, chapters: [...plan.chapters] };
}

/** Puts together what was encoded, as it is. */
async function joinParts(
  plan: FilmPlan,
  { spans, sound }: { spans: readonly string[]; sound: string },
  { scratch, dir, format, signal, progress }: ComposeOptions & { scratch: Scratch },
): Promise<string> {
  const duration = plan.frames * FRAME_TIME;
  const list = join(scratch.path, 'spans.txt');
  // Quoted as its reader wants it.
  await writeFile(list, spans.map((path) => `file '${path.replaceAll("'", String.raw`'\''`)}'\n`).join(''));
  const chapters = join(scratch.path, 'chapters.txt');
  await writeFile(chapters, chapterText(plan, duration));
  const film = scratch.partOf(`film.${format}`);
  const inputs = ['-f', 'concat', '-safe', '0', '-i', list, '-i', sound, '-f', 'ffmetadata', '-i', chapters];
  const maps = ['-map', '0:v', '-map', '1:a', '-map_metadata', '2', '-map_chapters', '2'];
  const before = SHARE.picture + SHARE.sound;
  await runFfmpeg([...inputs, ...maps, '-c', 'copy', ...encoders[format].film, '-y', film], {
    cwd: dir,
    signal,
    onProgress: (done) => progress(before + (1 - before) * Math.min(1, done / duration)),
  });
  return film;
}
