// One recording in a list.
import type { RecordingSummary } from '@parley/protocol';
import { CircleDot, Clock3, LoaderCircle, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { RecordingsApi } from '../../recordings/RecordingsApi.ts';
import { recordingsPath } from '../../routing/route.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { PageLink } from '../PageLink.tsx';
import { cardState, type CardState } from './cardState.ts';
import { Length } from './Length.tsx';
import styles from './RecordingCard.module.css';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface RecordingCardProps {
  readonly api: RecordingsApi;
  readonly recording: RecordingSummary;
}

const icons: Readonly<Record<CardState['tone'], LucideIcon | undefined>> = {
  live: CircleDot,
  busy: LoaderCircle,
  trouble: TriangleAlert,
  quiet: undefined,
};
/** Names that are written out. */
const MOST_NAMES = 3;

export function RecordingCard({ api, recording }: RecordingCardProps) {
  const { words, figures } = useRecordingsWords();
  const { recordingId, room, startedAt, duration, bytes, people, deletedAt } = recording;
  const state = cardState(recording, words, figures);
  return (
    <article className={styles.card}>
      <div className={styles.picture}>
        <Picture api={api} recording={recording} />
        <span className={styles.length}>
          <Length duration={duration} />
        </span>
        {state && (
          <span className={styles.state} data-tone={state.tone}>
            <StateIcon tone={state.tone} />
            {state.text}
          </span>
        )}
      </div>
      <div className={styles.words}>
        <h3 className={styles.room}>
          <PageLink className={styles.link} to={recordingsPath(recordingId)}>
            <bdi>{room}</bdi>
            <span className="visually-hidden">, {figures.date(startedAt)}</span>
          </PageLink>
        </h3>
        <p className={styles.facts}>
          <time dateTime={startedAt}>{figures.date(startedAt)}</time>
          <span>{figures.bytes(bytes)}</span>
        </p>
        {people.length > 0 && (
          <p className={styles.people}>
            <bdi>{figures.list(namesIn(people, words.card.others))}</bdi>
          </p>
        )}
        {state?.advice !== undefined && <p className={styles.advice}>{state.advice}</p>}
        {deletedAt !== undefined && (
          <p className={styles.expires}>
            <Clock3 aria-hidden size={14} />
            {words.card.expires(figures.day(deletedAt))}
          </p>
        )}
      </div>
    </article>
  );
}

function StateIcon({ tone }: Pick<CardState, 'tone'>) {
  const Icon = icons[tone];
  return Icon && <Icon aria-hidden size={14} />;
}

/** A frame of it, or who is in it. */
function Picture({ api, recording }: RecordingCardProps) {
  const { recordingId, preview, ticket, people } = recording;
  const [missing, setMissing] = useState<string>();
  if (preview !== undefined && preview !== missing) {
    return (
      <Preview
        key={preview}
        address={api.fileAddress(recordingId, preview, ticket)}
        fails={() => setMissing(preview)}
      />
    );
  }
  return (
    <span className={styles.cast} aria-hidden>
      {people.slice(0, MOST_NAMES).map((name) => (
        <Avatar key={name} id={name} name={name} className={styles.person} />
      ))}
    </span>
  );
}

/** It stays as it is when another ticket comes. */
function Preview({ address, fails }: { readonly address: string; readonly fails: () => void }) {
  const [first] = useState(address);
  return <img className={styles.preview} src={first} alt="" loading="lazy" onError={fails} />;
}

function namesIn(people: readonly string[], others: (count: number) => string): readonly string[] {
  // “1 other” would take the place of the name.
  if (people.length <= MOST_NAMES + 1) return people;
  return [...people.slice(0, MOST_NAMES), others(people.length - MOST_NAMES)];
}
