// One figure over the last two minutes: a line, filled below, from zero up.
import styles from './Sparkline.module.css';

interface SparklineProps {
  /** The newest last. A gap where a figure is not known. */
  readonly values: readonly (number | undefined)[];
  /** How many fill the width: fewer stand at the right. */
  readonly room: number;
  /** What the top stands for at least, so that small figures do not look large. */
  readonly atLeast: number;
}

const WIDTH = 120;
const HEIGHT = 32;

/** Decoration beside a figure that is said in words. */
export function Sparkline({ values, room, atLeast }: SparklineProps) {
  const top = Math.max(atLeast, ...values.flatMap((value) => value ?? []));
  const step = WIDTH / (room - 1);
  const left = WIDTH - (values.length - 1) * step;
  const at = (value: number, index: number) =>
    `${(left + index * step).toFixed(1)} ${(HEIGHT - 1 - (value / top) * (HEIGHT - 2)).toFixed(1)}`;
  return (
    <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      {stretches(values).map(({ from, known }) => {
        const line = known.map((value, index) => at(value, from + index)).join(' L ');
        const ends = [from, from + known.length - 1].map((index) => (left + index * step).toFixed(1));
        return (
          <g key={from}>
            <path className={styles.area} d={`M ${ends[0]} ${HEIGHT} L ${line} L ${ends[1]} ${HEIGHT} Z`} />
            <path className={styles.line} d={`M ${line}`} />
          </g>
        );
      })}
    </svg>
  );
}

/** Those that are known, where each begins. */
function stretches(values: readonly (number | undefined)[]): { from: number; known: number[] }[] {
  const all: { from: number; known: number[] }[] = [];
  let open: { from: number; known: number[] } | undefined;
  for (const [index, value] of values.entries()) {
    if (value === undefined) {
      open = undefined;
      continue;
    }
    if (!open) all.push((open = { from: index, known: [] }));
    open.known.push(value);
  }
  return all;
}
