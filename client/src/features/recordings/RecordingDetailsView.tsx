// One recording that is there: its player, its film, its tracks, and what can be done with it.
import type { FilmWish, TrackPart } from '@parley/protocol';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useFocusOnMount } from '../../react/useFocusOnMount.ts';
import { forgetRecording } from '../../recordings/heldRecordings.ts';
import type { OpenedRecording } from '../../recordings/openRecording.ts';
import type { RecordingsApi } from '../../recordings/RecordingsApi.ts';
import { codeOf, type RecordingsErrorCode } from '../../recordings/RecordingsError.ts';
import { FilmPanel } from './FilmPanel.tsx';
import { Length } from './Length.tsx';
import { firstPart, kindOf, type Playable } from './playable.ts';
import { Player } from './Player.tsx';
import { RecordingActions } from './RecordingActions.tsx';
import styles from './RecordingDetailsView.module.css';
import { TrackList } from './TrackList.tsx';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface RecordingDetailsViewProps {
  readonly api: RecordingsApi;
  readonly opened: OpenedRecording;
  /** The server cannot be reached just now. */
  readonly stale: boolean;
  readonly refresh: () => Promise<void>;
  /** It has been deleted; `text` says so. */
  readonly deleted: (text: string) => void;
}

export function RecordingDetailsView({ api, opened, stale, refresh, deleted }: RecordingDetailsViewProps) {
  const { words, figures } = useRecordingsWords();
  const { details, credential } = opened;
  const { recordingId, room, startedAt, duration, bytes, people, film, ticket, preview } = details;
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const [chosen, setChosen] = useState<Playable>();
  const [problem, setProblem] = useState<RecordingsErrorCode>();
  const addressOf = (file: string, purpose?: 'download') =>
    api.fileAddress(recordingId, file, ticket, purpose);

  const whole: Playable | undefined = film?.file && {
    ...film.file,
    title: words.player.film,
    kind: 'film',
  };
  const playing = chosen ?? whole ?? titled(firstPart(details));

  function titled(first: ReturnType<typeof firstPart>): Playable | undefined {
    if (!first) return undefined;
    const { track, part } = first;
    return { ...part, title: titleOf(track.displayName, track.source, part), kind: kindOf(track) };
  }

  function titleOf(displayName: string, source: string, part: TrackPart): string {
    const kind = words.tracks.sources[source as keyof typeof words.tracks.sources] ?? source;
    const from = part.at >= 1_000 ? `, ${words.tracks.from(figures.clock(part.at))}` : '';
    // However a name is written, what comes after it stands behind it.
    return `\u2068${displayName}\u2069 · ${kind}${from}`;
  }

  async function attempt(run: () => Promise<void>): Promise<boolean> {
    setProblem(undefined);
    try {
      await run();
      return true;
    } catch (error) {
      setProblem(codeOf(error));
      return false;
    }
  }

  async function changeFilm(run: () => Promise<void>): Promise<void> {
    await attempt(run);
    setChosen((now) => (now?.kind === 'film' ? undefined : now));
    await refresh();
  }

  async function remove(): Promise<void> {
    if (!(await attempt(() => api.delete(recordingId, credential)))) return;
    forgetRecording(recordingId);
    deleted(words.news.deleted(room));
  }

  return (
    <>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          <bdi>{room}</bdi>
        </h1>
        <p className={styles.facts}>
          <time dateTime={startedAt}>{figures.date(startedAt)}</time>
          <span>
            <Length duration={duration} />
          </span>
          <span>{figures.bytes(bytes)}</span>
          {people.length > 0 && <bdi>{figures.list(people)}</bdi>}
        </p>
      </div>
      <output className={styles.said}>
        {problem && (
          <span className={styles.problem}>
            <TriangleAlert aria-hidden size={16} />
            {words.problems[problem]}
          </span>
        )}
        {stale && <span className={styles.problem}>{words.view.stale}</span>}
        {details.state === 'running' && <span>{words.view.running}</span>}
        {details.place === 'uploading' && <span>{words.view.uploading}</span>}
        {details.deletedAt !== undefined && <span>{words.view.expires(figures.day(details.deletedAt))}</span>}
      </output>
      <div className={styles.columns}>
        <div className={styles.player}>
          {playing ? (
            <Player
              key={`${playing.file} ${playing.bytes}`}
              playable={playing}
              address={addressOf(playing.file)}
              poster={preview === undefined ? undefined : addressOf(preview)}
              chapters={playing.file === whole?.file ? film?.chapters : undefined}
              plays={chosen !== undefined}
              renew={refresh}
              // A film that comes meanwhile does not take it away.
              played={() => setChosen(playing)}
            />
          ) : (
            <p className={styles.nothing}>{words.player.nothing}</p>
          )}
        </div>
        <div className={styles.side}>
          <RecordingActions
            recordingId={recordingId}
            linkToken={details.linkToken}
            film={film?.file && addressOf(film.file.file, 'download')}
            canDelete={details.mayChange && details.state === 'finished'}
            remove={() => void remove()}
          />
          {details.mayChange && details.state === 'finished' && (
            <FilmPanel
              film={film}
              canMake={details.tracks.length > 0}
              make={(wish: FilmWish) => changeFilm(() => api.makeFilm(recordingId, credential, wish))}
              cancel={() => changeFilm(() => api.deleteFilm(recordingId, credential))}
            />
          )}
        </div>
        <div className={styles.tracks}>
          <TrackList
            details={details}
            titleOf={titleOf}
            playing={playing?.file}
            film={whole}
            play={setChosen}
            addressOf={addressOf}
          />
        </div>
      </div>
    </>
  );
}
