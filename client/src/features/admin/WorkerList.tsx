// The media workers, each with what it carries of what it may.
import type { WorkerState } from '@parley/protocol';
import { limitOf, standingOf } from '../../admin/standing.ts';
import section from './Section.module.css';
import { Standing } from './Standing.tsx';
import { useAdminWords } from './useAdminWords.ts';

export function WorkerList({ workers }: { readonly workers: readonly WorkerState[] }) {
  const { words, figures } = useAdminWords();
  return (
    <section className={section.section}>
      <h2 className={section.title}>{words.workers.title}</h2>
      {workers.length === 0 && <p className={section.alarm}>{words.workers.none}</p>}
      <ul className={section.list}>
        {workers.map(({ number, cpu, load, memoryBytes, rooms, consumers, bitsIn, bitsOut }) => {
          const most = Math.max(load.cpu, load.consumers);
          return (
            <li key={number}>
              <p className={section.line}>
                <strong>{words.workers.name(number)}</strong>
                <span>
                  {figures.percent(most)}{' '}
                  <Standing
                    standing={standingOf('workers', most)}
                    limit={figures.percent(limitOf('workers'))}
                  />
                </span>
              </p>
              <meter
                className={section.meter}
                aria-label={`${words.workers.name(number)}: ${words.workers.load}`}
                min={0}
                max={1}
                low={limitOf('workers')}
                high={0.999}
                optimum={0}
                value={Math.min(1, most)}
              />
              <p className={section.quiet}>
                {words.workers.carries(words.figures.rooms(rooms), consumers)} · {figures.percent(cpu)}{' '}
                {words.workers.cpu}
                {memoryBytes !== undefined && ` · ${figures.bytes(memoryBytes)}`} · ↓{' '}
                {figures.bitrate(bitsIn)} ↑ {figures.bitrate(bitsOut)}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
