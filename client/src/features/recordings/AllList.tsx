// All recordings of this server, for whoever has the operator's key.
import type { RecordingList } from '@parley/protocol';
import { useState } from 'react';
import type { RecordingsApi } from '../../recordings/RecordingsApi.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './List.module.css';
import { RecordingCard } from './RecordingCard.tsx';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface AllListProps {
  readonly api: RecordingsApi;
  readonly list: RecordingList;
}

const AT_A_TIME = 48;

export function AllList({ api, list }: AllListProps) {
  const { words } = useRecordingsWords();
  const { recordings, deleted } = list;
  const [count, setCount] = useState(AT_A_TIME);
  return (
    <>
      <section className={styles.section}>
        <div className={styles.headings}>
          <h2 className={styles.heading}>{words.all.title}</h2>
          <Used list={list} />
        </div>
        {recordings.length === 0 && <p className={styles.emptyText}>{words.all.none}</p>}
        <ul className={styles.cards}>
          {recordings.slice(0, count).map((recording) => (
            <li key={recording.recordingId}>
              <RecordingCard api={api} recording={recording} />
            </li>
          ))}
        </ul>
        {recordings.length > count && (
          <Button className={styles.more} onClick={() => setCount(count + AT_A_TIME)}>
            {words.more}
          </Button>
        )}
      </section>
      {deleted.length > 0 && <Deleted deleted={deleted} />}
    </>
  );
}

function Used({ list: { used, quota } }: { readonly list: RecordingList }) {
  const { words, figures } = useRecordingsWords();
  if (quota === undefined) return <p className={styles.used}>{words.all.used(figures.bytes(used))}</p>;
  return (
    <p className={styles.used}>
      {words.all.usedOf(figures.bytes(used), figures.bytes(quota))}
      <meter
        className={styles.bar}
        aria-label={words.all.bar}
        max={quota}
        high={quota * 0.9}
        optimum={0}
        value={Math.min(used, quota)}
      />
    </p>
  );
}

function Deleted({ deleted }: Pick<RecordingList, 'deleted'>) {
  const { words, figures } = useRecordingsWords();
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{words.deleted.title}</h2>
      <ul className={styles.deleted}>
        {deleted.map(({ recordingId, room, startedAt, deletedAt, cause }) => (
          <li key={recordingId} className={styles.deletedOne}>
            <bdi className={styles.deletedRoom}>{room}</bdi>
            <time dateTime={startedAt}>{figures.date(startedAt)}</time>
            <span>{words.deleted[cause](figures.day(deletedAt))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
