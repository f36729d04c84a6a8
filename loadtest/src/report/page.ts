import { distributionChart, escaped, lineChart, type Line } from './chart.ts';
import type { Report } from './Report.ts';
import { sectionsOf } from './rows.ts';
import { bitrate, count, ms, percent } from './units.ts';

type Second = Report['timeline'][number];

/** A report as one file of HTML that needs nothing else. */
export function pageOf(report: Report): string {
  const { options, invalid, interrupted, tracks, times, machine } = report;
  const title = `Load test: ${options.scenario}`;
  const notes = [
    ...invalid.map((reason) => `<p class="note bad"><strong>INVALID</strong> ${escaped(reason)}.</p>`),
    ...(interrupted ? ['<p class="note">Stopped early: these are the figures so far.</p>'] : []),
  ];
  const cards = [
    ['tracks', `${count(tracks.received)} of ${count(tracks.expected)}`],
    ['packets a second', count(report.packets.perSecond)],
    ['lost', percent(report.loss)],
    ['latency p50', times.latency ? ms(times.latency.p50) : '–'],
    ['latency p99', times.latency ? ms(times.latency.p99) : '–'],
    ['bit rate', bitrate(report.bitsPerSecond)],
    ["SFU's CPU", report.server ? percent(report.server.sfuCpu) : '–'],
    ['for each packet', report.server ? `${report.server.microsecondsPerPacket.toFixed(1)} µs` : '–'],
  ].map(
    ([name, value]) =>
      `<div class="card"><span class="name">${escaped(name ?? '')}</span><span class="value">${escaped(value ?? '')}</span></div>`,
  );
  const sections = sectionsOf(report).map(
    (section) =>
      `<section><h2>${escaped(section.title)}</h2><table>${section.rows
        .map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${unbroken(value)}</td></tr>`)
        .join('')}</table></section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${styleSheet}</style>
</head>
<body>
<main>
<header>
<h1>${escaped(title)}</h1>
<p class="quiet">${escaped(describe(report))}</p>
<p class="quiet">${escaped(`${report.startedAt.replace('T', ' ').slice(0, 19)} UTC, ${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}`)}</p>
</header>
${notes.join('\n')}
<div class="cards">${cards.join('')}</div>
<div class="charts">${chartsOf(report).join('\n')}</div>
<div class="sections">${sections.join('\n')}</div>
</main>
</body>
</html>
`;
}

/** Only between the figures of a row may a line end. */
function unbroken(value: string): string {
  return escaped(value)
    .split('  ')
    .map((figure) => `<span>${figure}</span>`)
    .join(' ');
}

function describe({ options }: Report): string {
  const { rooms, publishers, cameras, microphones, subscribers, lines, codec, simulcast, url, duration } =
    options;
  const picture =
    cameras > 0 ? `${cameras} with ${codec} of ${lines} lines${simulcast ? ' in several sizes' : ''}, ` : '';
  const each = `${publishers} who send (${picture}${microphones} with a voice) and ${subscribers} who only receive`;
  return `${rooms === 1 ? 'One room' : `${rooms} rooms, each`} of ${each}. ${url}, ${duration} s.`;
}

function chartsOf({ timeline, latencyBuckets }: Report): string[] {
  const measured = timeline.filter(({ isMeasured }) => isMeasured);
  const [first, last] = [measured[0], measured.at(-1)];
  const band = first && last ? ([Math.max(0, first.at - 1), last.at] as const) : undefined;
  const line = (name: string, colour: number, value: (second: Second) => number | null): Line => ({
    name,
    colour,
    points: timeline.map((second) => [second.at, value(second)]),
  });
  const chart = (title: string, format: (value: number) => string, ...lines: Line[]) =>
    lineChart({ title, format, lines, measured: band, ...(format === count && { least: 4 }) });
  const share = (value: number) => `${+(value * 100).toPrecision(3)} %`;
  const time = (value: number) => `${+value.toPrecision(3)} ms`;
  return [
    chart(
      'Latency from sender to receiver',
      time,
      line('p50', 1, ({ p50 }) => p50),
      line('p99', 2, ({ p99 }) => p99),
    ),
    distributionChart('How long packets took', latencyBuckets, time),
    chart(
      'Received',
      bitrate,
      line('bit rate', 1, ({ bitsPerSecond }) => bitsPerSecond),
    ),
    chart(
      'Lost in a second',
      count,
      line('packets', 4, ({ lostPerSecond }) => lostPerSecond),
    ),
    chart(
      'Who is there',
      count,
      line('participants', 1, ({ participants }) => participants),
      line('tracks', 3, ({ tracks }) => tracks),
    ),
    chart(
      'Of a core',
      share,
      line('SFU', 1, ({ sfuCpu }) => sfuCpu),
      line('service', 3, ({ serviceCpu }) => serviceCpu),
      line('generator', 2, ({ generatorCpu }) => generatorCpu),
    ),
  ];
}

const styleSheet = `
:root { color-scheme: dark; --ground: #0e1013; --surface: #16191e; --line: #2b323b; --text: #eef1f4; --quiet: #9aa4af;
  --c1: #93a4ff; --c2: #f5bd4f; --c3: #3ddc84; --c4: #ff8f8a; --bad: #3a1d20; --measured: #1f242b; }
@media (prefers-color-scheme: light) {
  :root { color-scheme: light; --ground: #eef0f3; --surface: #ffffff; --line: #d5dae0; --text: #14181d; --quiet: #55606c;
    --c1: #4650c8; --c2: #8a5a12; --c3: #157a45; --c4: #b3261e; --bad: #fbe3e1; --measured: #f3f5f8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/20px 'Inter Variable', Inter, system-ui, sans-serif;
  font-variant-numeric: tabular-nums; }
main { max-width: 1240px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { font-size: 24px; line-height: 32px; margin: 0 0 4px; }
h2 { font-size: 14px; line-height: 20px; margin: 0 0 8px; }
p { margin: 0; }
.quiet, .tick, .name, th { color: var(--quiet); }
.note { margin-top: 16px; padding: 12px 16px; border-radius: 10px; background: var(--surface); border: 1px solid var(--line); }
.note.bad { background: var(--bad); border-color: var(--c4); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(132px, 1fr)); gap: 8px; margin: 24px 0 8px; }
.card, figure, section { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 12px 16px; }
.card { display: flex; flex-direction: column; gap: 4px; }
.name { font-size: 12px; line-height: 16px; }
.value { font-size: 18px; line-height: 24px; font-weight: 600; white-space: nowrap; }
.charts, .sections { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)); gap: 8px; margin-bottom: 8px; }
figure { margin: 0; }
figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; font-weight: 600; margin-bottom: 8px; }
.legend { display: flex; gap: 16px; font-weight: 400; color: var(--quiet); }
.key::before { content: ''; display: inline-block; width: 16px; height: 3px; border-radius: 2px; margin-right: 6px;
  vertical-align: middle; background: currentColor; }
.key.c1::before { background: var(--c1); } .key.c2::before { background: var(--c2); }
.key.c3::before { background: var(--c3); } .key.c4::before { background: var(--c4); }
svg { display: block; width: 100%; height: auto; }
.grid { stroke: var(--line); stroke-width: 1; }
.tick { fill: var(--quiet); font-size: 11px; }
.measured { fill: var(--measured); }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.line.c1 { stroke: var(--c1); } .line.c2 { stroke: var(--c2); } .line.c3 { stroke: var(--c3); } .line.c4 { stroke: var(--c4); }
.bar { fill: var(--c1); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; font-weight: 400; padding: 4px 0; vertical-align: top; border-top: 1px solid var(--line); }
th { width: 40%; padding-right: 12px; }
td span:not(:last-child) { margin-right: 8px; }
td span:not(:only-child) { white-space: nowrap; }
tr:first-child th, tr:first-child td { border-top: 0; }
`;
