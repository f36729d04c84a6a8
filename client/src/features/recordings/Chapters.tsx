// Where something begins in the film: a press goes there.
import type { Chapter } from '@parley/protocol';
import { useId } from 'react';
import styles from './Chapters.module.css';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface ChaptersProps {
  readonly chapters: readonly Chapter[];
  /** Where the film is, in milliseconds. */
  readonly time: number;
  readonly seek: (milliseconds: number) => void;
}

export function Chapters({ chapters, time, seek }: ChaptersProps) {
  const { words, figures } = useRecordingsWords();
  const id = useId();
  const current = chapters.findLastIndex(({ at }) => at <= time + 1);
  return (
    <section className={styles.chapters} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {words.player.chapters}
      </h2>
      <ol className={styles.list}>
        {chapters.map(({ at, title }, index) => (
          <li key={`${at} ${title}`}>
            <button
              type="button"
              className={styles.chapter}
              aria-current={index === current || undefined}
              onClick={() => seek(at)}
            >
              <span className={styles.at}>{figures.clock(at)}</span>{' '}
              <span className={styles.title} dir="auto">
                {title}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
