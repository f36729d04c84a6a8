// A part of what is checked: a line for each thing, with what it means.
import { CircleCheck, CircleDashed, CircleMinus, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './CheckList.module.css';
import type { CheckLine } from './checkLines.ts';

const icons = {
  waiting: CircleDashed,
  running: LoaderCircle,
  good: CircleCheck,
  warning: TriangleAlert,
  bad: CircleX,
  neutral: CircleMinus,
} as const;

interface CheckListProps {
  readonly title: string;
  readonly lines: readonly CheckLine[];
  /** What stands beneath a line. */
  readonly children?: (line: CheckLine) => ReactNode;
}

export function CheckList({ title, lines, children }: CheckListProps) {
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{title}</h2>
      <ul className={styles.lines}>
        {lines.map((line) => {
          const Icon = icons[line.look];
          return (
            <li key={line.name} className={styles.line} data-look={line.look}>
              <Icon className={styles.icon} aria-hidden size={20} />
              <div className={styles.body}>
                <p className={styles.said}>
                  <span className={styles.title}>{line.title}</span>
                  <span className={styles.state}>{line.state}</span>
                  {line.figures.map((figure) => (
                    <span key={figure} className={styles.figure}>
                      {figure}
                    </span>
                  ))}
                </p>
                {line.meaning !== undefined && <p className={styles.meaning}>{line.meaning}</p>}
                {children?.(line)}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
