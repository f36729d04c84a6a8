// One recording for which this browser holds a token: what is known of it is there at once, the rest when the server answers.
import { Film, Trash2 } from 'lucide-react';
import { systemClock } from '../../call/Clock.ts';
import { pageVisible } from '../../react/usePageVisible.ts';
import { forgetRecording, type HeldRecording } from '../../recordings/heldRecordings.ts';
import { isMoving } from '../../recordings/isMoving.ts';
import { Poll } from '../../recordings/Poll.ts';
import type { RecordingsApi } from '../../recordings/RecordingsApi.ts';
import type { RecordingsErrorCode } from '../../recordings/RecordingsError.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './HeldCard.module.css';
import { RecordingCard } from './RecordingCard.tsx';
import { usePoll } from './usePoll.ts';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface HeldCardProps {
  readonly api: RecordingsApi;
  readonly held: HeldRecording;
  /** It has been taken out of the list. */
  readonly removed: () => void;
}

export function HeldCard({ api, held, removed }: HeldCardProps) {
  const { recordingId, token } = held;
  const { asked } = usePoll(
    () =>
      new Poll({
        ask: (signal) => api.details(recordingId, token, signal),
        isMoving,
        clock: systemClock,
        visible: pageVisible,
      }),
  );
  if (asked.state === 'there') return <RecordingCard api={api} recording={asked.answer} />;
  return <Unknown held={held} removed={removed} code={asked.state === 'failed' ? asked.code : undefined} />;
}

interface UnknownProps extends Pick<HeldCardProps, 'held' | 'removed'> {
  /** Why the server does not show it, if it has answered. */
  readonly code: RecordingsErrorCode | undefined;
}

function Unknown({ held, removed, code }: UnknownProps) {
  const { words, figures } = useRecordingsWords();
  const { recordingId, room, startedAt } = held;
  const isGone = code === 'not_found' || code === 'unauthorized';
  const date = figures.date(startedAt);
  const said = isGone ? words.card.goneText : code ? words.problems[code] : words.card.asking;
  return (
    <article className={styles.card} data-gone={isGone}>
      <div className={styles.picture}>
        <Film aria-hidden size={32} strokeWidth={1.5} />
        {isGone && <span className={styles.state}>{words.card.gone}</span>}
      </div>
      <div className={styles.words}>
        <h3 className={styles.room}>
          <bdi>{room}</bdi>
        </h3>
        <p className={styles.facts}>{date}</p>
        <p className={styles.facts}>{said}</p>
        {isGone && (
          <Button
            className={styles.remove}
            aria-label={words.card.removeNamed(room, date)}
            onClick={() => {
              forgetRecording(recordingId);
              removed();
            }}
          >
            <Trash2 aria-hidden size={16} />
            {words.card.remove}
          </Button>
        )}
      </div>
    </article>
  );
}
