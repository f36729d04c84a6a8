// Plays the film, or a track by itself. The browser's own controls: seeking, keys, full screen and speed come with them.
import type { Chapter } from '@parley/protocol';
import { useEffect, useRef, useState } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import { Chapters } from './Chapters.tsx';
import type { Playable } from './playable.ts';
import styles from './Player.module.css';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface PlayerProps {
  readonly playable: Playable;
  readonly address: string;
  readonly poster: string | undefined;
  readonly chapters: readonly Chapter[] | undefined;
  /** At once, since somebody pressed for it. */
  readonly plays: boolean;
  /** Brings another address for the same: those of files are good for some hours. */
  readonly renew: () => Promise<void>;
  /** Somebody watches it. */
  readonly played: () => void;
}

export function Player({ playable, address, poster, chapters, plays, renew, played }: PlayerProps) {
  const { words } = useRecordingsWords();
  const { title, kind } = playable;
  const [isFilm, isSound] = [kind === 'film', kind === 'sound'];
  const video = useRef<HTMLVideoElement>(null);
  // Another address for the same would begin anew.
  const [source, setSource] = useState({ address, poster, from: 0 });
  /** `renewed`: it did not come, and has been asked for anew. */
  const [state, setState] = useState<'fine' | 'renewed' | 'failed'>('fine');
  const [time, setTime] = useState(0);
  if (state === 'renewed') {
    const isAnother = address !== source.address;
    if (isAnother) setSource({ address, poster, from: time });
    setState(isAnother ? 'fine' : 'failed');
  }

  useEffect(() => {
    // What was pressed is not there any more.
    if (plays && document.activeElement === document.body) video.current?.focus();
  }, [plays]);

  async function renewAddress(): Promise<void> {
    await renew();
    setState('renewed');
  }

  function seek(milliseconds: number): void {
    const element = video.current;
    if (!element) return;
    element.currentTime = milliseconds / 1_000;
    void element.play().catch(() => undefined);
  }

  return (
    <div className={styles.player}>
      <div className={styles.screen}>
        {isSound && <Avatar id={title} name={title} className={styles.person} />}
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody has written any */}
        <video
          ref={video}
          className={styles.video}
          src={source.address}
          poster={isFilm ? source.poster : undefined}
          controls
          playsInline
          preload="metadata"
          autoPlay={plays}
          aria-label={words.player.label(title)}
          onLoadedMetadata={(event) => {
            if (source.from > 0) event.currentTarget.currentTime = source.from;
          }}
          onTimeUpdate={(event) => setTime(event.currentTarget.currentTime)}
          onPlay={played}
          onError={() => void renewAddress()}
        />
      </div>
      {!isFilm && (
        <p className={styles.caption}>
          {title}
          {isSound && <span className={styles.quiet}>{words.player.sound}</span>}
        </p>
      )}
      <output className={styles.problem}>{state === 'failed' && words.player.cannot}</output>
      {chapters && chapters.length > 0 && <Chapters chapters={chapters} time={time * 1_000} seek={seek} />}
    </div>
  );
}
