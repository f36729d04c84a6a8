import type { FilmPlan } from '../plan/FilmPlan.ts';

/** Title and chapters of a film, as ffmpeg reads them. */
export function chapterText({ title, chapters }: FilmPlan, duration: number): string {
  const parts = chapters.map(({ at, title }, n) =>
    [
      '[CHAPTER]',
      'TIMEBASE=1/1000',
      `START=${Math.round(at)}`,
      `END=${Math.round(chapters[n + 1]?.at ?? duration)}`,
      `title=${escaped(title)}`,
    ].join('\n'),
  );
  return `${[';FFMETADATA1', `title=${escaped(title)}`, ...parts].join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\n\r\0]+/g, ' ').replaceAll(/[=;#\\]/g, '\\$&');
}
