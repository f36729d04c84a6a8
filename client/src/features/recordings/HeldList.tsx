// The recordings that this browser holds a token for.
import { Clapperboard } from 'lucide-react';
import { useState } from 'react';
import { useStore } from '../../react/useStore.ts';
import { heldRecordings } from '../../recordings/heldRecordings.ts';
import type { RecordingsApi } from '../../recordings/RecordingsApi.ts';
import { Button } from '../../ui/Button.tsx';
import { HeldCard } from './HeldCard.tsx';
import styles from './List.module.css';
import { useRecordingsWords } from './useRecordingsWords.ts';

/** Each is asked for by itself. */
const AT_A_TIME = 24;

interface HeldListProps {
  readonly api: RecordingsApi;
  /** One has been taken out of the list. */
  readonly removed: () => void;
}

export function HeldList({ api, removed }: HeldListProps) {
  const { words } = useRecordingsWords();
  const held = useStore(heldRecordings);
  const [count, setCount] = useState(AT_A_TIME);
  if (held.length === 0) {
    return (
      <section className={styles.empty}>
        <Clapperboard aria-hidden size={40} strokeWidth={1.5} />
        <h2 className={styles.emptyTitle}>{words.empty.title}</h2>
        <p className={styles.emptyText}>{words.empty.text}</p>
      </section>
    );
  }
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{words.own}</h2>
      <ul className={styles.cards}>
        {held.slice(0, count).map((one) => (
          <li key={`${one.recordingId} ${one.token}`}>
            <HeldCard api={api} held={one} removed={removed} />
          </li>
        ))}
      </ul>
      {held.length > count && (
        <Button className={styles.more} onClick={() => setCount(count + AT_A_TIME)}>
          {words.more}
        </Button>
      )}
    </section>
  );
}
