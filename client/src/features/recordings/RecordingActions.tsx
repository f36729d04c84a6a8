// What can be done with a recording: download its film, give its link away, delete it.
import { Download, Link2, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { recordingsPath } from '../../routing/route.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Button } from '../../ui/Button.tsx';
import button from '../../ui/Button.module.css';
import styles from './RecordingActions.module.css';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface RecordingActionsProps {
  readonly recordingId: string;
  /** Lets others watch it. */
  readonly linkToken: string;
  /** The address to save it from. */
  readonly film: string | undefined;
  readonly canDelete: boolean;
  readonly remove: () => void;
}

export function RecordingActions({ recordingId, linkToken, film, canDelete, remove }: RecordingActionsProps) {
  const { words } = useRecordingsWords();
  const [copied, setCopied] = useState<boolean>();
  const [asks, setAsks] = useState(false);
  const id = useId();
  const link = `${location.origin}${recordingsPath(recordingId)}#${linkToken}`;

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  }

  return (
    <div className={styles.actions}>
      {film !== undefined && (
        <a className={`${button.button} ${button.primary} ${styles.link}`} href={film} download>
          <Download aria-hidden size={18} />
          {words.actions.download}
        </a>
      )}
      <Button aria-describedby={id} onClick={() => void copy()}>
        <Link2 aria-hidden size={18} />
        {words.actions.copy}
      </Button>
      <p id={id} className={styles.hint}>
        {words.actions.copyHint}
      </p>
      <output className={styles.said}>
        {copied === true && words.actions.copied}
        {copied === false && (
          <>
            {words.actions.notCopied}
            <bdi className={styles.address}>{link}</bdi>
          </>
        )}
      </output>
      {canDelete && (
        <Button className={styles.delete} onClick={() => setAsks(true)}>
          <Trash2 aria-hidden size={18} />
          {words.actions.delete}
        </Button>
      )}
      {asks && <Ask question={{ ...words.ask, run: remove }} close={() => setAsks(false)} />}
    </div>
  );
}
