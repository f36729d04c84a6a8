// The chart of docs/performance.md, as an SVG that is read on light and on dark ground.
import { escaped } from '../src/report/chart.ts';
import { serverNames, type Results } from './results.ts';
import type { ServerKind } from './Task.ts';

const WIDTH = 720;
const LABEL = 150;
const VALUE = 70;
const BAR = 18;
const GAP = 6;
const GROUP_GAP = 22;
const TOP = 56;

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f242b; }
  .title { font-weight: 600; }
  .quiet { fill: #5b6571; }
  .parley { fill: #2f6fed; } .mediasoup { fill: #8a94a0; } .janus { fill: #b9790b; }
  @media (prefers-color-scheme: dark) {
    text { fill: #eef1f4; }
    .quiet { fill: #9aa4af; }
    .parley { fill: #6ea0ff; } .mediasoup { fill: #7a8490; } .janus { fill: #e0a63a; }
  }`;

/** CPU of one forwarded packet, of all processes of each server. */
export function chartOf({ scenarios, date, machine, rounds }: Results): string {
  const most = Math.max(
    ...scenarios.flatMap(({ servers }) =>
      Object.values(servers).map(({ microsecondsInAll }) => microsecondsInAll),
    ),
  );
  const parts: string[] = [];
  let y = TOP;
  for (const { scenario, servers } of scenarios) {
    parts.push(`<text class="title" x="0" y="${y + 13}">${escaped(scenario)}</text>`);
    y += BAR + GAP;
    for (const kind of Object.keys(servers) as ServerKind[]) {
      const { microsecondsInAll = 0 } = servers[kind] ?? {};
      const width = ((WIDTH - LABEL - VALUE) * microsecondsInAll) / most;
      parts.push(
        `<text x="0" y="${y + 13}">${escaped(serverNames[kind])}</text>`,
        `<rect class="${kind}" x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="3"/>`,
        `<text x="${(LABEL + width + 8).toFixed(1)}" y="${y + 13}">${microsecondsInAll.toFixed(1)} µs</text>`,
      );
      y += BAR + GAP;
    }
    y += GROUP_GAP;
  }
  const title = 'CPU time for each forwarded packet, all processes of the server; less is better';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y - GROUP_GAP}" role="img" aria-label="${title}">`,
    `<style>${style}\n</style>`,
    `<text class="title" x="0" y="14">${title}</text>`,
    `<text class="quiet" x="0" y="34">${escaped(`${date}, ${machine}, medians of ${rounds} rounds`)}</text>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}
