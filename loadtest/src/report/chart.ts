// Charts as SVG: lines over time, and a distribution. Drawn ahead, so that the page needs no script.

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
  /** From where to where it was measured, on the x axis. */
  readonly measured?: readonly [from: number, to: number] | undefined;
}

const WIDTH = 560;
const HEIGHT = 220;
const EDGE = { left: 76, right: 28, top: 12, bottom: 28 } as const;
const inner = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom };

/** Against seconds. */
export function lineChart({ title, lines, format, least = 0, measured }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  const lastX = Math.max(1, ...points.map(([at]) => at));
  const top = roundUp(Math.max(least, ...points.map(([, value]) => value ?? 0)));
  const x = (value: number) => EDGE.left + (value / lastX) * inner.width;
  const y = (value: number) => EDGE.top + inner.height - (value / top) * inner.height;
  const band = measured
    ? `<rect class="measured" x="${fixed(x(measured[0]))}" y="${EDGE.top}" width="${fixed(x(measured[1]) - x(measured[0]))}" height="${inner.height}"/>`
    : '';
  const paths = lines.map(({ name, colour, points: own }) => {
    const path = own
      .filter((point): point is [number, number] => point[1] !== null)
      .map(([at, value], n) => `${n === 0 ? 'M' : 'L'}${fixed(x(at))} ${fixed(y(value))}`)
      .join('');
    return `<path class="line c${colour}" d="${path}"><title>${escaped(name)}</title></path>`;
  });
  const body = [band, yAxis(top, y, format), secondsAxis(lastX, x), ...paths].join('');
  return figure(title, body, lines);
}

/** How often each time was seen, times getting longer by equal factors. */
export function distributionChart(
  title: string,
  buckets: readonly (readonly [edge: number, count: number])[],
  format: (value: number) => string,
): string {
  const total = Math.max(
    1,
    buckets.reduce((sum, [, count]) => sum + count, 0),
  );
  const [low, high] = [buckets[0]?.[0] ?? 0.01, buckets.at(-1)?.[0] ?? 1];
  const from = Math.floor(Math.log10(Math.max(low, 0.01)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(high)));
  const x = (value: number) =>
    EDGE.left + ((Math.log10(Math.max(value, 10 ** from)) - from) / (to - from)) * inner.width;
  const bars = barsOf(buckets, from, to);
  const top = roundUp(Math.max(1e-9, ...bars.map(({ count }) => count / total)));
  const y = (share: number) => EDGE.top + inner.height - (share / top) * inner.height;
  const drawn = bars.map(({ start, end, count }) => {
    const share = count / total;
    const width = Math.max(1, x(end) - x(start) - 1);
    const what = `${format(start)} to ${format(end)}: ${(share * 100).toFixed(2)} %`;
    return `<rect class="bar" x="${fixed(x(start))}" y="${fixed(y(share))}" width="${fixed(width)}" height="${fixed(EDGE.top + inner.height - y(share))}"><title>${escaped(what)}</title></rect>`;
  });
  const marks = Array.from({ length: to - from + 1 }, (_, n) => {
    const value = 10 ** (from + n);
    return `<text class="tick" x="${fixed(x(value))}" y="${HEIGHT - 8}" text-anchor="middle">${escaped(format(value))}</text>`;
  });
  const axis = yAxis(top, y, (share) => `${+(share * 100).toPrecision(3)} %`);
  return figure(title, [axis, ...marks, ...drawn].join(''), []);
}

/** Ten to each power of ten. */
function barsOf(
  buckets: readonly (readonly [edge: number, count: number])[],
  from: number,
  to: number,
): { start: number; end: number; count: number }[] {
  const perDecade = 10;
  const bars = Array.from({ length: (to - from) * perDecade }, (_, n) => ({
    start: 10 ** (from + n / perDecade),
    end: 10 ** (from + (n + 1) / perDecade),
    count: 0,
  }));
  for (const [edge, count] of buckets) {
    const place = Math.floor((Math.log10(edge) - from) * perDecade - 1e-9);
    const bar = bars[Math.max(0, Math.min(bars.length - 1, place))];
    if (bar) bar.count += count;
  }
  return bars;
}

function yAxis(top: number, y: (value: number) => number, format: (value: number) => string): string {
  const steps = 4;
  return Array.from({ length: steps + 1 }, (_, n) => {
    const value = (top * n) / steps;
    const at = fixed(y(value));
    return (
      `<line class="grid" x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${at}" y2="${at}"/>` +
      `<text class="tick" x="${EDGE.left - 8}" y="${at}" dy="4" text-anchor="end">${escaped(format(value))}</text>`
    );
  }).join('');
}

function secondsAxis(last: number, x: (value: number) => number): string {
  const step = roundUp(last / 6);
  const marks: string[] = [];
  for (let at = 0; at <= last; at += step) {
    marks.push(
      `<text class="tick" x="${fixed(x(at))}" y="${HEIGHT - 8}" text-anchor="middle">${at} s</text>`,
    );
  }
  return marks.join('');
}

function figure(title: string, body: string, lines: readonly Line[]): string {
  const legend = lines
    .map(({ name, colour }) => `<span class="key c${colour}">${escaped(name)}</span>`)
    .join('');
  return (
    `<figure><figcaption>${escaped(title)}<span class="legend">${legend}</span></figcaption>` +
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">${body}</svg></figure>`
  );
}

/** The next of 2, 4 and 8 times a power of ten, which have quarters that read well. */
function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [2, 4, 8, 20].find((candidate) => candidate * power >= value) ?? 20;
  return factor * power;
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
