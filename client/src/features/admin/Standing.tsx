// Says whether a figure is as it should be: by a word, and by a colour.
import type { Standing as Kind } from '../../admin/standing.ts';
import styles from './Standing.module.css';
import { useAdminWords } from './useAdminWords.ts';

interface StandingProps {
  readonly standing: Kind;
  /** Below which it is normal. */
  readonly limit: string;
}

export function Standing({ standing, limit }: StandingProps) {
  const { words } = useAdminWords();
  return (
    <span className={styles.standing} data-standing={standing} title={words.limit(limit)}>
      {words.standing[standing]}
    </span>
  );
}
