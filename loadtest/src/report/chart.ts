// Charts: lines over time, and a distribution. Drawn ahead, so that the page needs no script. What is drawn is stretched to
// the width that there is; what is read stands beside it as text, in a size that can be read on a phone as well.
import { linearAxis, logarithmicAxis, secondsAxis, type Axis } from './Axis.ts';
import { minutes } from './units.ts';

export interface Line {
  readonly name: string;
  /** Of the page's style sheet: 1 to 4. */
  readonly colour: number;
  readonly points: readonly (readonly [x: number, y: number | null])[];
}

export interface Chart {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
  /** What is counted in whole numbers has no smaller scale than this. */
  readonly least?: number;
  readonly isLogarithmic?: boolean;
  /** From where to where it was measured, on the x axis. */
  readonly measured?: readonly [from: number, to: number] | undefined;
}

type Buckets = readonly (readonly [edge: number, count: number])[];

const WIDTH = 1000;
const HEIGHT = 200;
/** Seconds: a longer run is told in minutes. */
const LONG = 180;
/** Of a longer run a second is narrower than what a pointer finds. */
const MOST_TO_POINT_AT = 600;

/** Against seconds. */
export function lineChart(chart: Chart): string {
  const lines = chart.lines.filter(({ points }) => points.some(([, value]) => value !== null));
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value)).filter((v) => v !== null);
  if (values.length === 0) return figure(chart.title, '', emptyPlot);
  const last = Math.max(1, ...lines.flatMap(({ points }) => points.map(([at]) => at)));
  const x = secondsAxis(last);
  const y = chart.isLogarithmic
    ? logarithmicAxis(
        values.reduce((least, value) => (value > 0 ? Math.min(least, value) : least), 1),
        Math.max(0.01, ...values),
      )
    : linearAxis(Math.max(chart.least ?? 0, ...values));
  const band = chart.measured
    ? box('measured', x.place(chart.measured[0]), x.place(chart.measured[1]), 1)
    : '';
  const paths = lines.map(
    ({ colour, points }) => `<path class="line c${colour}" d="${pathOf(points, x, y)}"/>`,
  );
  const mostOf = ({ name, points }: Line) =>
    `${name} at most ${chart.format(Math.max(...points.map(([, value]) => value ?? 0)))}`;
  const legend = [
    ...lines.map(({ name, colour }) => `<span class="key c${colour}">${escaped(name)}</span>`),
    ...(band ? ['<span class="key band">measured</span>'] : []),
  ].join('');
  return figure(
    chart.title,
    legend,
    plot({
      label: `${chart.title}: ${lines.map(mostOf).join(', ')}`,
      drawn: [band, grid(y), ...paths, ...pointers({ ...chart, lines }, x)].join(''),
      x: { axis: x, format: last > LONG ? minutes : (at) => `${at} s` },
      y: { axis: y, format: chart.format },
    }),
  );
}

/** How often each time was seen, times getting longer by equal factors. */
export function distributionChart(
  title: string,
  buckets: Buckets,
  format: (value: number) => string,
): string {
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  const [low, high] = [buckets[0]?.[0], buckets.at(-1)?.[0]];
  if (low === undefined || high === undefined || total === 0) return figure(title, '', emptyPlot);
  const x = logarithmicAxis(Math.max(low, 0.01), high);
  const bars = barsOf(buckets, x);
  const most = bars.reduce((largest, bar) => (bar.count > largest.count ? bar : largest));
  const y = linearAxis(most.count / total);
  const said = ({ start, end, count }: Bar) =>
    `${format(start)} to ${format(end)}: ${((count / total) * 100).toFixed(2)} %`;
  const drawn = bars
    .filter(({ count }) => count > 0)
    .map((bar) => box('bar', x.place(bar.start), x.place(bar.end), y.place(bar.count / total), said(bar)));
  return figure(
    title,
    '',
    plot({
      label: `${title}: most often ${said(most)}`,
      drawn: grid(y) + drawn.join(''),
      x: { axis: x, format },
      y: { axis: y, format: (share) => `${+(share * 100).toPrecision(3)} %` },
    }),
  );
}

interface Bar {
  readonly start: number;
  readonly end: number;
  count: number;
}

/** Ten to each power of ten. */
function barsOf(buckets: Buckets, { from, to }: { from: number; to: number }): [Bar, ...Bar[]] {
  const perDecade = 10;
  const bars = Array.from({ length: (to - from) * perDecade }, (_, n) => ({
    start: 10 ** (from + n / perDecade),
    end: 10 ** (from + (n + 1) / perDecade),
    count: 0,
  })) as [Bar, ...Bar[]];
  for (const [edge, count] of buckets) {
    const place = Math.floor((Math.log10(edge) - from) * perDecade - 1e-9);
    const bar = bars[Math.max(0, Math.min(bars.length - 1, place))];
    if (bar) bar.count += count;
  }
  return bars;
}

/** Broken where there is nothing; what stands alone is a dot. */
function pathOf(points: Line['points'], x: Axis, y: Axis): string {
  let isDrawing = false;
  return points
    .map(([at, value]) => {
      const command = isDrawing ? 'L' : 'M';
      isDrawing = value !== null;
      if (value === null) return '';
      return `${command}${fixed(x.place(at) * WIDTH)} ${fixed((1 - y.place(value)) * HEIGHT)}${command === 'M' ? 'h0' : ''}`;
    })
    .join('');
}

/** What a pointer finds above each second. */
function pointers({ lines, format }: Chart, x: Axis): string[] {
  const times = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))].toSorted(
    (a, b) => a - b,
  );
  if (times.length > MOST_TO_POINT_AT) return [];
  return times.map((at, n) => {
    const said = lines.flatMap(({ name, points }) => {
      const value = points.find(([time]) => time === at)?.[1];
      return value === undefined || value === null ? [] : [`${name} ${format(value)}`];
    });
    return box(
      'pointer',
      x.place(times[n - 1] ?? 0),
      x.place(at),
      1,
      `${Math.round(at)} s: ${said.join(', ')}`,
    );
  });
}

function grid(y: Axis): string {
  const lines = y.marks.map((mark) => `M0 ${fixed((1 - y.place(mark)) * HEIGHT)}H${WIDTH}`);
  return `<path class="grid" d="${lines.join('')}"/>`;
}

/** From the bottom up; all in shares of what is there. */
function box(name: string, from: number, to: number, height: number, said?: string): string {
  const [x, y] = [from * WIDTH, (1 - height) * HEIGHT];
  const title = said === undefined ? '' : `<title>${escaped(said)}</title>`;
  return `<rect class="${name}" x="${fixed(x)}" y="${fixed(y)}" width="${fixed(to * WIDTH - x)}" height="${fixed(HEIGHT - y)}">${title}</rect>`;
}

const emptyPlot = '<p class="empty">There are no figures of it.</p>';

interface Scale {
  readonly axis: Axis;
  readonly format: (value: number) => string;
}

function plot({ label, drawn, x, y }: { label: string; drawn: string; x: Scale; y: Scale }): string {
  const labels = ({ axis, format }: Scale, side: 'left' | 'bottom') =>
    axis.marks
      .map(
        (mark) =>
          `<span style="${side}:${fixed(axis.place(mark) * 100)}%">${escaped(mark === 0 ? '0' : format(mark))}</span>`,
      )
      .join('');
  return (
    `<div class="plot"><div class="marks y" aria-hidden="true">${labels(y, 'bottom')}</div>` +
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escaped(label)}">${drawn}</svg>` +
    `<div class="marks x" aria-hidden="true">${labels(x, 'left')}</div></div>`
  );
}

function figure(title: string, legend: string, body: string): string {
  const caption = `${escaped(title)}<span class="legend">${legend}</span>`;
  return `<figure><figcaption>${caption}</figcaption>${body}</figure>`;
}

function fixed(value: number): string {
  return value.toFixed(1);
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
