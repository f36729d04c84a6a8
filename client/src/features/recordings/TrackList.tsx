// What each person sent, by itself: to be played and downloaded.
import type { RecordedTrack, RecordingDetails, TrackPart } from '@parley/protocol';
import { Clapperboard, Download, Mic, MonitorUp, Play, Video, Volume2, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import icon from '../../ui/IconButton.module.css';
import { Length } from './Length.tsx';
import { kindOf, tracksByPerson, type Playable } from './playable.ts';
import styles from './TrackList.module.css';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface TrackListProps {
  readonly details: RecordingDetails;
  readonly titleOf: (displayName: string, source: string, part: TrackPart) => string;
  /** The file that is in the player. */
  readonly playing: string | undefined;
  /** The way back to it, where there is one. */
  readonly film: Playable | undefined;
  readonly play: (playable: Playable) => void;
  readonly addressOf: (file: string, purpose: 'download') => string;
}

/** By their names. */
const codecs: Readonly<Record<string, string>> = {
  opus: 'Opus',
  vp8: 'VP8',
  vp9: 'VP9',
  h264: 'H.264',
  av1: 'AV1',
};

const icons: Readonly<Record<string, LucideIcon>> = {
  microphone: Mic,
  camera: Video,
  screen: MonitorUp,
  screenSound: Volume2,
};

export function TrackList({ details, titleOf, playing, film, play, addressOf }: TrackListProps) {
  const { words } = useRecordingsWords();
  const id = useId();
  const people = tracksByPerson(details);
  return (
    <section className={styles.tracks} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.heading}>
          {words.tracks.title}
        </h2>
        <p className={styles.text}>{people.length === 0 ? words.tracks.none : words.tracks.text}</p>
      </div>
      {film && playing !== film.file && (
        <button type="button" className={styles.film} onClick={() => play(film)}>
          <Clapperboard aria-hidden size={18} />
          {words.tracks.play(words.player.film)}
        </button>
      )}
      {people.map(({ displayName, tracks }) => (
        <div key={displayName} className={styles.person}>
          <h3 className={styles.name}>
            <Avatar id={displayName} name={displayName} className={styles.avatar} />
            <bdi>{displayName}</bdi>
          </h3>
          <ul className={styles.parts}>
            {tracks.flatMap((track) =>
              track.parts.map((part) => (
                <Part
                  key={part.file}
                  track={track}
                  part={part}
                  title={titleOf(displayName, track.source, part)}
                  isPlaying={playing === part.file}
                  play={play}
                  address={addressOf(part.file, 'download')}
                />
              )),
            )}
          </ul>
        </div>
      ))}
      {details.manifest && (
        <a className={styles.manifest} href={addressOf(details.manifest.file, 'download')} download>
          <Download aria-hidden size={16} />
          {words.tracks.manifest}
        </a>
      )}
    </section>
  );
}

interface PartProps {
  readonly track: RecordedTrack;
  readonly part: TrackPart;
  readonly title: string;
  readonly isPlaying: boolean;
  readonly play: (playable: Playable) => void;
  readonly address: string;
}

function Part({ track, part, title, isPlaying, play, address }: PartProps) {
  const { words, figures } = useRecordingsWords();
  const Icon = icons[track.source] ?? Video;
  const kind = words.tracks.sources[track.source as keyof typeof words.tracks.sources] ?? track.source;
  return (
    <li className={styles.part} data-playing={isPlaying}>
      <Icon aria-hidden size={18} className={styles.icon} />
      <span className={styles.kind}>
        {kind}
        {part.at >= 1_000 && <span className={styles.from}>{words.tracks.from(figures.clock(part.at))}</span>}
      </span>
      <span className={styles.facts}>
        <span>
          <Length duration={part.duration} />
        </span>
        <span>{figures.bytes(part.bytes)}</span>
        <span>{codecs[part.codec] ?? part.codec}</span>
      </span>
      <span className={styles.ways}>
        <button
          type="button"
          className={`${icon.button} ${icon.bare}`}
          aria-label={words.tracks.play(title)}
          aria-current={isPlaying || undefined}
          onClick={() => play({ ...part, title, kind: kindOf(track) })}
        >
          <Play aria-hidden size={18} />
        </button>
        <a
          className={`${icon.button} ${icon.bare} ${styles.download}`}
          href={address}
          download
          aria-label={words.tracks.download(title)}
        >
          <Download aria-hidden size={18} />
        </a>
      </span>
    </li>
  );
}
