// The page of recordings: the list, or one of them.
import { useState } from 'react';
import type { RecordingsApi } from '../../recordings/RecordingsApi.ts';
import { navigate } from '../../routing/address.ts';
import { recordingsPath } from '../../routing/route.ts';
import { News, TallPage } from '../TallPage.tsx';
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
    <TallPage title={words.title} width="list">
      <News text={notice} />
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
    </TallPage>
  );
}
