// What one reads at a glance: five figures with their last minutes.
import type { NodeState } from '@parley/protocol';
import type { NodeSample } from '../../admin/NodeHistory.ts';
import { limitOf, standingOf, type Judged } from '../../admin/standing.ts';
import styles from './Figures.module.css';
import { Standing } from './Standing.tsx';
import { TimeChart } from './TimeChart.tsx';
import { useAdminWords } from './useAdminWords.ts';

interface FiguresProps {
  readonly state: NodeState;
  /** The newest is that of the state. */
  readonly samples: readonly NodeSample[];
}

interface Figure {
  readonly name: string;
  readonly hint: string;
  readonly of: (sample: NodeSample) => number;
  readonly format: (value: number) => string;
  readonly atLeast: number;
  readonly judged?: Judged;
}

export function Figures({ state, samples }: FiguresProps) {
  const { words, figures } = useAdminWords();
  const rate = { format: figures.bitrate, atLeast: 1_000_000, hint: words.figures.live };
  const share = { format: figures.percent, atLeast: 1 };
  const all: Figure[] = [
    {
      name: words.figures.people,
      hint: words.figures.peopleIn(words.figures.rooms(state.rooms.length)),
      of: ({ people }) => people,
      format: figures.count,
      atLeast: 5,
    },
    { name: words.figures.bitsIn, of: ({ bitsIn }) => bitsIn, ...rate },
    { name: words.figures.bitsOut, of: ({ bitsOut }) => bitsOut, ...rate },
    {
      name: words.figures.workers,
      hint: words.figures.ofLimit,
      of: ({ workers }) => workers,
      ...share,
      judged: 'workers',
    },
    {
      name: words.figures.busy,
      hint: words.figures.memory(figures.bytes(state.process.memoryBytes)),
      of: ({ busy }) => busy,
      ...share,
      judged: 'busy',
    },
  ];
  const now = samples.at(-1);
  return (
    <ul className={styles.figures}>
      {all.map(({ name, hint, of, format, atLeast, judged }) => {
        const value = now ? of(now) : 0;
        return (
          <li key={name} className={styles.figure}>
            <h2 className={styles.name}>{name}</h2>
            <p className={styles.value}>
              {format(value)}
              {judged && <Standing standing={standingOf(judged, value)} limit={format(limitOf(judged))} />}
            </p>
            <p className={styles.hint}>{hint}</p>
            <TimeChart
              {...{ name, samples, of, format, atLeast }}
              {...(judged && { limit: limitOf(judged) })}
            />
          </li>
        );
      })}
    </ul>
  );
}
