import type { Report } from './Report.ts';
import { sectionsOf } from './rows.ts';

/** A report for the terminal. */
export function tableOf(report: Report): string {
  const sections = sectionsOf(report);
  const width = Math.max(...sections.flatMap(({ rows }) => rows.map(([name]) => name.length)));
  const lines = sections.flatMap(({ title, rows }) => [
    '',
    title,
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
  ]);
  if (report.interrupted) lines.push('', 'Stopped early: these are the figures so far.');
  for (const reason of report.invalid) lines.push('', `INVALID: ${reason}.`);
  return lines.join('\n');
}
