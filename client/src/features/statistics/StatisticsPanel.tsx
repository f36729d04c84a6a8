// How the call goes, in figures: beside the stage, on a phone below it.
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Call } from '../../call/CallState.ts';
import { bitrateOf, lossOf, type CallStatistics } from '../../call/statistics/CallStatistics.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { Panel } from '../../ui/Panel.tsx';
import { receivedRows, sentRows, type TrackRow } from './rows.ts';
import { Sparkline } from './Sparkline.tsx';
import styles from './StatisticsPanel.module.css';

interface StatisticsPanelProps {
  readonly call: Call;
  readonly close: () => void;
}

/** Readings in the two minutes that a chart shows. */
const SHOWN = 60;

export function StatisticsPanel({ call, close }: StatisticsPanelProps) {
  const messages = useMessages();
  const words = messages.statistics;
  const { participants, path } = useStore(call);
  const history = useStore(call.statistics.history);
  const trouble = useStore(call.statistics.trouble);
  const now = history.at(-1);
  return (
    <Panel label={words.title} title={words.title} close={close}>
      <div className={styles.content}>
        {now ? (
          <>
            <p className={styles.verdict} data-trouble={trouble !== undefined}>
              {trouble ? <TriangleAlert aria-hidden size={18} /> : <CircleCheck aria-hidden size={18} />}
              {trouble ? words.troubles[trouble] : words.good}
            </p>
            <Charts history={history} now={now} />
            <Facts title={words.path}>
              {path && <Fact name={words.way} value={messages.room.path.name[path.way]} />}
              {path?.screens && <Fact name={words.screen} value={messages.room.path.name[path.screens]} />}
              {now.path.protocol && <Fact name={words.protocol} value={now.path.protocol.toUpperCase()} />}
              {now.path.available !== undefined && (
                <Fact name={words.available} value={words.bitrate(now.path.available)} />
              )}
            </Facts>
            <Tracks title={words.sent} none={words.nothingSent} rows={sentRows(now, participants, words)} />
            <Tracks
              title={words.received}
              none={words.nothingReceived}
              rows={receivedRows(now, participants, words)}
            />
          </>
        ) : (
          <p className={styles.none}>{participants.length < 2 ? words.alone : words.wait}</p>
        )}
      </div>
    </Panel>
  );
}

function Charts({
  history,
  now,
}: {
  readonly history: readonly CallStatistics[];
  readonly now: CallStatistics;
}) {
  const words = useMessages().statistics;
  const worstLoss = ({ sent, received }: CallStatistics) => lossOf([...sent, ...received]);
  const loss = worstLoss(now);
  const charts = [
    {
      name: words.upload,
      value: words.bitrate(bitrateOf(now.sent)),
      values: history.map(({ sent }) => bitrateOf(sent)),
      atLeast: 100_000,
    },
    {
      name: words.download,
      value: words.bitrate(bitrateOf(now.received)),
      values: history.map(({ received }) => bitrateOf(received)),
      atLeast: 100_000,
    },
    {
      name: words.roundTrip,
      value: now.path.roundTrip === undefined ? words.unknown : words.milliseconds(now.path.roundTrip),
      values: history.map((moment) => moment.path.roundTrip),
      atLeast: 50,
    },
    {
      name: words.loss,
      value: loss === undefined ? words.unknown : words.percent(loss),
      values: history.map(worstLoss),
      atLeast: 0.05,
    },
  ];
  return (
    <dl className={styles.charts}>
      {charts.map(({ name, value, values, atLeast }) => (
        <div key={name} className={styles.figure}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>
            {value}
            <Sparkline values={values} room={SHOWN} atLeast={atLeast} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Facts({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      <dl className={styles.facts}>{children}</dl>
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface TracksProps {
  readonly title: string;
  readonly none: string;
  readonly rows: readonly TrackRow[];
}

function Tracks({ title, none, rows }: TracksProps) {
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      {rows.length === 0 && <p className={styles.none}>{none}</p>}
      <ul className={styles.tracks}>
        {rows.map(({ key, name, person, figures }) => (
          <li key={key} className={styles.track}>
            <p className={styles.who}>
              {person !== undefined && <bdi className={styles.person}>{person}</bdi>}
              <span className={person === undefined ? styles.person : styles.name}>{name}</span>
            </p>
            <p className={styles.figures}>{figures.join(' · ')}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
