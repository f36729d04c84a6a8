// A figure over the last minutes, from nought up: a line, with its axes, and where what is normal ends.
import { HISTORY, type NodeSample } from '../../admin/NodeHistory.ts';
import styles from './TimeChart.module.css';
import { useAdminWords } from './useAdminWords.ts';

interface TimeChartProps {
  readonly name: string;
  readonly samples: readonly NodeSample[];
  readonly of: (sample: NodeSample) => number;
  readonly format: (value: number) => string;
  /** What the top stands for at least, so that small figures do not look large. */
  readonly atLeast: number;
  /** Below it is normal. */
  readonly limit?: number;
}

const WIDTH = 300;
const HEIGHT = 72;
/** Milliseconds between two samples from which on the line is broken: nobody looked, or nothing was answered. */
const GAP = 10_000;

export function TimeChart({ name, samples, of, format, atLeast, limit }: TimeChartProps) {
  const { words } = useAdminWords();
  const values = samples.map(of);
  const most = Math.max(0, ...values);
  const top = niceTop(Math.max(atLeast, most));
  const until = samples.at(-1)?.at ?? 0;
  const x = (at: number) => (WIDTH * (1 - (until - at) / HISTORY)).toFixed(1);
  const y = (value: number) => (HEIGHT - 1 - (value / top) * (HEIGHT - 2)).toFixed(1);
  const label = words.chart(name, format(values.at(-1) ?? 0), format(most));
  return (
    <figure className={styles.chart} aria-label={label}>
      <svg className={styles.plot} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        <line className={styles.axis} x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {stretchesOf(samples).map((stretch) => {
          const [first, last] = [stretch[0], stretch.at(-1)];
          if (!first || !last) return undefined;
          const line = stretch.map((sample) => `${x(sample.at)} ${y(of(sample))}`).join(' L ');
          return (
            <g key={first.at}>
              <path
                className={styles.area}
                d={`M ${x(first.at)} ${HEIGHT} L ${line} L ${x(last.at)} ${HEIGHT} Z`}
              />
              <path className={styles.line} d={`M ${line}`} />
            </g>
          );
        })}
        {limit !== undefined && limit <= top && (
          <line className={styles.limit} x1={0} x2={WIDTH} y1={y(limit)} y2={y(limit)} />
        )}
      </svg>
      <span aria-hidden className={styles.top}>
        {format(top)}
      </span>
      <span aria-hidden className={styles.from}>
        {words.minutesAgo(HISTORY / 60_000)}
      </span>
      <span aria-hidden className={styles.until}>
        {words.now}
      </span>
    </figure>
  );
}

/** The next of 1, 2 and 5 with noughts. */
function niceTop(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((one) => one * unit >= value) ?? 10;
  return factor * unit;
}

/** Samples that follow each other without a gap. */
function stretchesOf(samples: readonly NodeSample[]): NodeSample[][] {
  const all: NodeSample[][] = [];
  for (const sample of samples) {
    const open = all.at(-1);
    const before = open?.at(-1);
    if (open && before && sample.at - before.at <= GAP) open.push(sample);
    else all.push([sample]);
  }
  return all;
}
