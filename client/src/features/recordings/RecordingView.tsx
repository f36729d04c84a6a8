// One recording: what is known of it until it is there, and why it is not.
import { ArrowLeft } from 'lucide-react';
import { useEffect } from 'react';
import { systemClock } from '../../call/Clock.ts';
import { pageVisible } from '../../react/usePageVisible.ts';
import { openRecording } from '../../recordings/openRecording.ts';
import type { RecordingsApi } from '../../recordings/RecordingsApi.ts';
import type { RecordingsErrorCode } from '../../recordings/RecordingsError.ts';
import { dropFragment, fragment } from '../../routing/fragment.ts';
import { recordingsPath } from '../../routing/route.ts';
import type { RecordingsMessages } from '../../messages/en/recordings.ts';
import { useFocusOnMount } from '../../react/useFocusOnMount.ts';
import { PageLink } from '../PageLink.tsx';
import { RecordingDetailsView } from './RecordingDetailsView.tsx';
import styles from './RecordingView.module.css';
import { usePoll } from './usePoll.ts';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface RecordingViewProps {
  readonly api: RecordingsApi;
  readonly recordingId: string;
  /** It has been deleted; `text` says so. */
  readonly deleted: (text: string) => void;
}

export function RecordingView({ api, recordingId, deleted }: RecordingViewProps) {
  const { words } = useRecordingsWords();
  const { asked, poll } = usePoll(() =>
    openRecording({
      api,
      recordingId,
      clock: systemClock,
      visible: pageVisible,
      linkToken: () => fragment.get() || undefined,
      dropLinkToken: dropFragment,
    }),
  );
  // Another link to the same recording, in the same tab.
  useEffect(() => fragment.subscribe(() => void (fragment.get() !== '' && poll.refresh())), [poll]);

  return (
    <>
      <PageLink to={recordingsPath()} className={styles.back}>
        <ArrowLeft aria-hidden size={16} />
        {words.title}
      </PageLink>
      {asked.state === 'asking' && <output className={styles.asking}>{words.view.asking}</output>}
      {asked.state === 'failed' && <Missing code={asked.code} />}
      {asked.state === 'there' && (
        <RecordingDetailsView
          api={api}
          opened={asked.answer}
          stale={asked.stale}
          refresh={() => poll.refresh()}
          deleted={deleted}
        />
      )}
    </>
  );
}

function whyNot(code: RecordingsErrorCode, { view, problems }: RecordingsMessages): typeof view.gone {
  if (code === 'unauthorized') return view.refused;
  return code === 'not_found' ? view.gone : { title: view.failed, text: problems[code] };
}

function Missing({ code }: { readonly code: RecordingsErrorCode }) {
  const { words } = useRecordingsWords();
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const { title, text } = whyNot(code, words);
  return (
    <section className={styles.missing}>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      <p className={styles.text}>{text}</p>
    </section>
  );
}
