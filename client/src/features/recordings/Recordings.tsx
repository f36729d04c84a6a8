// The page of recordings: the list, or one of them.
import { useState } from 'react';
import { brand } from '../../brand.ts';
import type { RecordingsApi } from '../../recordings/RecordingsApi.ts';
import { navigate } from '../../routing/address.ts';
import { recordingsPath } from '../../routing/route.ts';
import { Brand } from '../../ui/Brand.tsx';
import { HomeLink } from '../HomeLink.tsx';
import styles from './Recordings.module.css';
import { RecordingsPage } from './RecordingsPage.tsx';
import { RecordingView } from './RecordingView.tsx';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface RecordingsProps {
  readonly api: RecordingsApi;
  /** Undefined: the list. */
  readonly recordingId: string | undefined;
}

export function Recordings({ api, recordingId }: RecordingsProps) {
  const { words } = useRecordingsWords();
  /** What has just been done, as long as one does not go on. */
  const [news, setNews] = useState<{ readonly text: string; readonly at: string | undefined }>();
  const notice = news && news.at === recordingId ? news.text : undefined;

  return (
    <main className={styles.page}>
      <title>{`${words.title} · ${brand().name}`}</title>
      <header>
        <HomeLink>
          <Brand />
        </HomeLink>
      </header>
      <output className={styles.news} data-said={notice !== undefined}>
        {notice}
      </output>
      {recordingId === undefined ? (
        <RecordingsPage api={api} />
      ) : (
        <RecordingView
          key={recordingId}
          api={api}
          recordingId={recordingId}
          deleted={(text) => {
            setNews({ text, at: undefined });
            navigate(recordingsPath());
          }}
        />
      )}
    </main>
  );
}
