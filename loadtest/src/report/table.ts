import type { Report } from './Report.ts';
import { sectionsOf, type Section } from './rows.ts';

/** What every terminal has. */
const WIDTH = 80;
const NAME_WIDTH = 36;
/** Five of them fill a line, two blanks apart. */
const PART_WIDTH = 7;

/** A report for the terminal. */
export function tableOf(report: Report): string {
  const lines = sectionsOf(report).flatMap((section) => ['', ...linesOf(section)]);
  if (report.interrupted) lines.push('', 'Stopped early: these are the figures so far.');
  for (const reason of report.invalid) lines.push('', ...wrapped(`INVALID: ${reason}.`, WIDTH));
  return lines.join('\n');
}

function linesOf({ title, rows }: Section): string[] {
  const parts = rows.map(([, value]) => value).find((value) => typeof value !== 'string') ?? [];
  return [
    beside(title, inColumns(parts.map(([name]) => name))),
    ...rows.flatMap(([name, value]) =>
      rowOf(
        wrapped(name, WIDTH - 2),
        typeof value === 'string'
          ? wrapped(value, WIDTH - NAME_WIDTH)
          : [inColumns(value.map(([, figure]) => figure))],
      ),
    ),
  ];
}

/** The value begins beside the name, or below one that is too long. */
function rowOf(names: readonly string[], values: readonly string[]): string[] {
  const indented = names.map((name) => `  ${name}`);
  const [first = ''] = indented;
  const isLong = names.length > 1 || first.length >= NAME_WIDTH;
  const below = values.map((value) => beside('', value));
  return isLong ? [...indented, ...below] : [beside(first, values[0] ?? ''), ...below.slice(1)];
}

function beside(name: string, value: string): string {
  return (name.padEnd(NAME_WIDTH) + value).trimEnd();
}

function inColumns(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(PART_WIDTH)).join('  ');
}

/** A word that is longer than a line is left whole. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
