import { distributionChart, escaped, lineChart, type Line } from './chart.ts';
import type { Report } from './Report.ts';
import { sectionsOf, type Row, type Section } from './rows.ts';
import { styleSheet } from './styleSheet.ts';
import { bitrate, count, ms, percent } from './units.ts';

type Second = Report['timeline'][number];

/** A report as one file of HTML that needs nothing else. */
export function pageOf(report: Report): string {
  const { options, invalid, interrupted, machine } = report;
  const title = `Load test: ${options.scenario}`;
  const notes = [
    ...invalid.map((reason) => `<p class="note bad"><strong>INVALID</strong> ${escaped(reason)}.</p>`),
    ...(interrupted ? ['<p class="note">Stopped early: these are the figures so far.</p>'] : []),
  ];
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
<div class="cards">${cardsOf(report)}</div>
<div class="charts">${chartsOf(report).join('\n')}</div>
<div class="sections">${sectionsOf(report).map(tableOf).join('\n')}</div>
</main>
</body>
</html>
`;
}

function cardsOf(report: Report): string {
  const { tracks, times, server, probes } = report;
  const cards = [
    ['tracks', `${count(tracks.received)} of ${count(tracks.expected)}`],
    ['packets a second', count(report.packets.perSecond)],
    ['lost', percent(report.loss)],
    ['bit rate', bitrate(report.bitsPerSecond)],
    ['latency p50', times.latency ? ms(times.latency.p50) : '–'],
    ['latency p99', times.latency ? ms(times.latency.p99) : '–'],
    ["SFU's CPU", server ? percent(server.sfuCpu) : '–'],
    ['for each packet', server ? `${server.microsecondsPerPacket.toFixed(1)} µs` : '–'],
    ...probes.flatMap(({ name, framesPerSecond, freezes, delay }) => [
      [`${name}: frames a second`, framesPerSecond.toFixed(1)],
      [`${name}: freezes`, count(freezes)],
      [`${name}: on the screen after, p50`, delay ? ms(delay.p50) : '–'],
      [`${name}: on the screen after, p95`, delay ? ms(delay.p95) : '–'],
    ]),
  ] as const;
  return cards
    .map(
      ([name, value]) =>
        `<div class="card"><span class="name">${escaped(name)}</span><span class="value">${escaped(value)}</span></div>`,
    )
    .join('');
}

function tableOf({ title, rows }: Section): string {
  const [parts] = rows.flatMap(([, value]) => (typeof value === 'string' ? [] : [value]));
  const heads = parts?.map(([name]) => `<th scope="col">${escaped(name)}</th>`).join('');
  const head = heads === undefined ? '' : `<thead><tr class="parts"><td></td>${heads}</tr></thead>`;
  const body = rows.map((row) => rowOf(row, parts?.length ?? 1)).join('');
  return `<section><h2>${escaped(title)}</h2><table>${head}<tbody>${body}</tbody></table></section>`;
}

function rowOf([name, value]: Row, columns: number): string {
  const head = `<th scope="row">${escaped(name)}</th>`;
  if (typeof value === 'string') return `<tr>${head}<td colspan="${columns}">${escaped(value)}</td></tr>`;
  return `<tr class="parts">${head}${value.map(([, figure]) => `<td>${escaped(figure)}</td>`).join('')}</tr>`;
}

function describe({ options }: Report): string {
  const { rooms, publishers, cameras, microphones, subscribers, lines, codec, simulcast, url, duration } =
    options;
  const picture =
    cameras > 0 ? `${cameras} with ${codec} of ${lines} lines${simulcast ? ' in several sizes' : ''}, ` : '';
  const each = `${publishers} who ${publishers === 1 ? 'sends' : 'send'} (${picture}${microphones} with a voice) and ${subscribers} who only ${subscribers === 1 ? 'receives' : 'receive'}`;
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
    lineChart({
      title,
      format,
      lines,
      measured: band,
      ...(format === count && { least: 4 }),
      ...(format === time && { isLogarithmic: true }),
    });
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
      'Packets lost in a second',
      count,
      line('lost', 4, ({ lostPerSecond }) => lostPerSecond),
    ),
    chart(
      'Who is there',
      count,
      line('participants', 1, ({ participants }) => participants),
      line('tracks', 3, ({ tracks }) => tracks),
    ),
    chart(
      'CPU, of one core',
      share,
      line('SFU', 1, ({ sfuCpu }) => sfuCpu),
      line('service', 3, ({ serviceCpu }) => serviceCpu),
      line('generator', 2, ({ generatorCpu }) => generatorCpu),
    ),
  ];
}
