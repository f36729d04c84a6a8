// The film of a recording: what it is, how far it is, or the wish for one.
import type { Film, FilmWish } from '@parley/protocol';
import { Clapperboard, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { FilmForm } from './FilmForm.tsx';
import styles from './FilmPanel.module.css';
import { Length } from './Length.tsx';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface FilmPanelProps {
  readonly film: Film | undefined;
  readonly make: (wish: FilmWish) => Promise<void>;
  readonly cancel: () => Promise<void>;
}

export function FilmPanel({ film, make, cancel }: FilmPanelProps) {
  const { words, figures } = useRecordingsWords();
  const id = useId();
  const [wantsAnother, setWantsAnother] = useState(false);
  /** What was asked for shows at once. */
  const [asked, setAsked] = useState<'made' | 'cancelled'>();
  const isOnItsWay =
    asked === 'made' || (asked === undefined && (film?.state === 'queued' || film?.state === 'running'));
  const progress = asked === 'made' ? 0 : (film?.progress ?? 0);
  const isThere = !isOnItsWay && asked === undefined && film?.state === 'done';

  async function ask(wish: 'made' | 'cancelled', run: () => Promise<void>): Promise<void> {
    setAsked(wish);
    setWantsAnother(false);
    await run();
    setAsked(undefined);
  }

  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        <Clapperboard aria-hidden size={18} />
        {words.film.title}
      </h2>
      <FilmNews film={film} />
      {isOnItsWay && (
        <>
          <p>{asked === undefined && film?.state === 'running' ? words.film.making : words.film.queued}</p>
          <div className={styles.progress}>
            <progress className={styles.bar} aria-label={words.film.progress} max={1} value={progress} />
            <span aria-hidden>{figures.percent(progress)}</span>
          </div>
          <Button onClick={() => void ask('cancelled', cancel)}>{words.film.cancel}</Button>
        </>
      )}
      {isThere && (
        <p className={styles.facts}>
          <span>{words.film.views[film.view]}</span>
          <span>{words.film.kinds[film.format]}</span>
          {film.duration !== undefined && (
            <span>
              <Length duration={film.duration} />
            </span>
          )}
          {film.file && <span>{figures.bytes(film.file.bytes)}</span>}
        </p>
      )}
      {isThere && !wantsAnother && (
        <Button onClick={() => setWantsAnother(true)}>{words.film.another}</Button>
      )}
      {!isOnItsWay && film?.state === 'failed' && (
        <p className={styles.problem}>
          <TriangleAlert aria-hidden size={16} />
          <span>{words.film.problems[film.problem ?? 'internal']}</span>
        </p>
      )}
      {!isOnItsWay && (!isThere || wantsAnother) && (
        <FilmForm
          hint={isThere ? words.film.replaces : words.film.none}
          make={(wish) => void ask('made', () => make(wish))}
          keep={isThere ? () => setWantsAnother(false) : undefined}
        />
      )}
    </section>
  );
}

/** Reads aloud how far it is, at each quarter and at the end. Nothing of what was so when the page came. */
function FilmNews({ film }: { readonly film: Film | undefined }) {
  const { words, figures } = useRecordingsWords();
  const [wasSeen, setSeen] = useState(false);
  const isMoving = film?.state === 'running' || film?.state === 'queued';
  if (isMoving && !wasSeen) setSeen(true);
  const quarter = Math.floor((film?.progress ?? 0) * 4) / 4;
  const said = !wasSeen
    ? undefined
    : film?.state === 'done'
      ? words.film.ready
      : film?.state === 'failed'
        ? words.film.problems[film.problem ?? 'internal']
        : film?.state === 'running'
          ? words.film.made(figures.percent(quarter))
          : undefined;
  return <output className="visually-hidden">{said}</output>;
}
