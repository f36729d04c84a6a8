// What is being recorded, what recordings take, and what the disk has left for them.
import type { NodeState } from '@parley/protocol';
import { limitOf, standingOf } from '../../admin/standing.ts';
import section from './Section.module.css';
import { Standing } from './Standing.tsx';
import { useAdminWords } from './useAdminWords.ts';

type StorageProps = Readonly<Pick<NodeState, 'recordings' | 'disk'>> & { readonly now: number };

export function Storage({ recordings, disk, now }: StorageProps) {
  const { words, figures } = useAdminWords();
  const taken = disk.totalBytes === 0 ? 0 : 1 - disk.freeBytes / disk.totalBytes;
  return (
    <section className={section.section}>
      <h2 className={section.title}>{words.storage.title}</h2>
      <p className={section.line}>
        <strong>{words.storage.disk}</strong>
        <span>
          {words.storage.free(figures.bytes(disk.freeBytes), figures.bytes(disk.totalBytes))}{' '}
          <Standing standing={standingOf('disk', taken)} limit={figures.percent(limitOf('disk'))} />
        </span>
      </p>
      <meter
        className={section.meter}
        aria-label={words.storage.disk}
        min={0}
        max={1}
        low={limitOf('disk')}
        high={0.95}
        optimum={0}
        value={taken}
      />
      <dl className={section.facts}>
        <dt>{words.storage.finished}</dt>
        <dd>{figures.count(recordings.finished)}</dd>
        <dt>{words.storage.bytes}</dt>
        <dd>{figures.bytes(recordings.bytes)}</dd>
        <dt>{words.storage.films}</dt>
        <dd>{figures.count(recordings.filmsQueued)}</dd>
      </dl>
      <h3 className={section.subtitle}>{words.storage.running}</h3>
      {recordings.running.length === 0 && <p className={section.quiet}>{words.storage.noneRunning}</p>}
      <ul className={section.list}>
        {recordings.running.map(({ recordingId, room, startedAt, bytes }) => (
          <li key={recordingId} className={section.line}>
            <bdi>{room}</bdi>
            <span>
              {figures.clock(Math.max(0, now - startedAt))} · {figures.bytes(bytes)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
