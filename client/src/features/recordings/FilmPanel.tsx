// The film of a recording: what it is, how far it is, or the wish for one.
import type { Film, FilmWish } from '@parley/protocol';
import { Clapperboard, TriangleAlert } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { FilmForm } from './FilmForm.tsx';
import styles from './FilmPanel.module.css';
import { Length } from './Length.tsx';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface FilmPanelProps {
  readonly film: Film | undefined;
  /** Whether there are still tracks to make one of. */
  readonly canMake: boolean;
  readonly make: (wish: FilmWish) => Promise<void>;
  readonly cancel: () => Promise<void>;
}

export function FilmPanel({ film, canMake, make, cancel }: FilmPanelProps) {
  const { words, figures } = useRecordingsWords();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [wantsAnother, setWantsAnother] = useState(false);
  /** What was asked for shows at once. */
  const [asked, setAsked] = useState<'made' | 'cancelled'>();
  const isOnItsWay =
    asked === 'made' || (asked === undefined && (film?.state === 'queued' || film?.state === 'running'));
  const progress = asked === 'made' ? 0 : (film?.progress ?? 0);
  const isThere = !isOnItsWay && asked === undefined && film?.state === 'done';

  /** What was pressed is going to be away. */
  function go(wants: boolean): void {
    setWantsAnother(wants);
    heading.current?.focus();
  }

  async function ask(wish: 'made' | 'cancelled', run: () => Promise<void>): Promise<void> {
    setAsked(wish);
    go(false);
    await run();
    setAsked(undefined);
  }

  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 ref={heading} id={id} tabIndex={-1} className={styles.heading}>
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
      {isThere && canMake && !wantsAnother && <Button onClick={() => go(true)}>{words.film.another}</Button>}
      {!isOnItsWay && film?.state === 'failed' && (
        <p className={styles.problem}>
          <TriangleAlert aria-hidden size={16} />
          <span>{words.film.problems[film.problem ?? 'internal']}</span>
        </p>
      )}
      {canMake && !isOnItsWay && (!isThere || wantsAnother) && (
        <FilmForm
          hint={isThere ? words.film.replaces : words.film.none}
          make={(wish) => void ask('made', () => make(wish))}
          keep={isThere ? () => go(false) : undefined}
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
