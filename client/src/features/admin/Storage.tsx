// What is being recorded, what recordings take, and what the disk has left for them.
import type { NodeState } from '@parley/protocol';
import { limitOf, standingOf } from '../../admin/standing.ts';
import section from './Section.module.css';
import { Standing } from './Standing.tsx';
import { useAdminWords } from './useAdminWords.ts';

export function Storage({ node: { recordings, disk, at } }: { readonly node: NodeState }) {
  const { words } = useAdminWords();
  return (
    <section className={section.section}>
      <h2 className={section.title}>{words.storage.title}</h2>
      {disk && <Disk {...disk} />}
      {recordings && <Recordings {...recordings} now={at} />}
      {!(disk && recordings) && <p>{words.storage.unreadable}</p>}
    </section>
  );
}

function Disk({ freeBytes, totalBytes }: NonNullable<NodeState['disk']>) {
  const { words, figures } = useAdminWords();
  const taken = totalBytes === 0 ? 0 : 1 - freeBytes / totalBytes;
  return (
    <>
      <p className={section.line}>
        <strong>{words.storage.disk}</strong>
        <span>
          {words.storage.free(figures.bytes(freeBytes), figures.bytes(totalBytes))}{' '}
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
    </>
  );
}

function Recordings({
  running,
  finished,
  bytes: allBytes,
  filmsQueued,
  now,
}: NonNullable<NodeState['recordings']> & { readonly now: number }) {
  const { words, figures } = useAdminWords();
  return (
    <>
      <dl className={section.facts}>
        <dt>{words.storage.finished}</dt>
        <dd>{figures.count(finished)}</dd>
        <dt>{words.storage.bytes}</dt>
        <dd>{figures.bytes(allBytes)}</dd>
        <dt>{words.storage.films}</dt>
        <dd>{figures.count(filmsQueued)}</dd>
      </dl>
      <h3 className={section.subtitle}>{words.storage.running}</h3>
      {running.length === 0 && <p className={section.quiet}>{words.storage.noneRunning}</p>}
      <ul className={section.list}>
        {running.map(({ recordingId, room, startedAt, bytes }) => (
          <li key={recordingId} className={section.line}>
            <bdi>{room}</bdi>
            <span>
              {figures.clock(Math.max(0, now - startedAt))} · {figures.bytes(bytes)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
